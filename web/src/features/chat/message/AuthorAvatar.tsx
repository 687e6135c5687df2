import { Avatar, type AvatarFace } from '../../../shared/ui/Avatar.js';

interface Author {
  anonymous: boolean;
  avatar: AvatarFace | null;
}

/** In the size of a conversation. */
export const AuthorAvatar = ({ author, name }: { author: Author; name: string }) => (
  <span className="block [&>span]:size-9">
    {author.anonymous ? <Avatar name={name} emoji="🎭" color="#5c6d6f" /> : <Avatar name={name} {...author.avatar} />}
  </span>
);
