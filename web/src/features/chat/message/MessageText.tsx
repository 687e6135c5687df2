import { compiler, RuleType, type MarkdownToJSX } from 'markdown-to-jsx/react';
import { memo, type ReactNode } from 'react';
import { cx } from '../../../shared/ui/classes.js';
import { CopyButton } from '../../../shared/ui/CopyButton.js';
import { safeAddress, isPlain, onlyEmoji } from './message-words.js';
import { NamedWords } from './NamedWords.js';

type Node = MarkdownToJSX.ASTNode;

/** Pictures of other places are links, because loading them would tell those who reads here; HTML is text. */
const render = (next: () => ReactNode, node: Node, children: (nodes: Node[]) => ReactNode, key: string | number) => {
  switch (node.type) {
    case RuleType.text:
      return <NamedWords key={key} text={node.text} />;
    case RuleType.link:
      return (
        <MessageLink key={key} target={node.target}>
          {children(node.children)}
        </MessageLink>
      );
    case RuleType.image:
      return (
        <MessageLink key={key} target={node.target}>
          {node.alt || node.target}
        </MessageLink>
      );
    case RuleType.heading:
      return (
        <p key={key} className="text-lg font-semibold">
          {children(node.children)}
        </p>
      );
    case RuleType.codeBlock:
      return (
        <span key={key} className="group/code relative my-1 block">
          <code className="block rounded-md border border-line bg-sunken px-3 py-2 pr-10 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
            {node.text}
          </code>
          <CopyButton text={node.text} className="absolute top-0.5 right-0.5" />
        </span>
      );
    case RuleType.gfmTask:
      return <span key={key}>{node.completed ? '☑' : '☐'}</span>;
    case RuleType.footnoteReference:
      return <span key={key}>[{node.text}]</span>;
    default:
      return next();
  }
};

const OPTIONS = {
  disableParsingRawHTML: true,
  wrapper: null,
  slugify: () => '',
  renderRule: (
    next: () => ReactNode,
    node: Node,
    renderChildren: (nodes: Node[], state: MarkdownToJSX.State) => ReactNode,
    state: MarkdownToJSX.State,
  ) => render(next, node, (nodes) => renderChildren(nodes, state), state.key ?? 0),
};

const MessageLink = ({ target, children }: { target: string | null; children: ReactNode }) => {
  const address = safeAddress(target);
  if (!address) return children;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="text-accent-ink underline underline-offset-2 [overflow-wrap:anywhere] hover:decoration-2"
    >
      {children}
    </a>
  );
};

/** What somebody wrote, in markdown. */
export const MessageText = memo(({ text }: { text: string }) => (
  <div
    className={cx(
      'inline break-words whitespace-pre-wrap [overflow-wrap:anywhere]',
      '[&_p]:inline [&_p+p]:mt-2 [&_p+p]:block [&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_ul,&_ol]:whitespace-normal',
      '[&_blockquote]:my-0.5 [&_blockquote]:border-l-3 [&_blockquote]:border-line-strong/60 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2',
      '[&_:not(span)>code]:rounded-sm [&_:not(span)>code]:bg-sunken [&_:not(span)>code]:px-1 [&_code]:font-mono [&_code]:text-[0.9em]',
      '[&_table]:my-1 [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-1 [&_th]:text-left',
      '[&_hr]:my-2 [&_hr]:border-line',
      onlyEmoji(text) && 'text-[2rem] leading-tight',
    )}
  >
    {isPlain(text) ? text : compiler(text, OPTIONS)}
  </div>
));
