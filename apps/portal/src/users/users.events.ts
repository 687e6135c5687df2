import { defineEvent } from '#libs/events';

/** What others see of an account, or its rights. */
export const UserChanged = defineEvent<{ id: number }>('users.user_changed');

/** Everything the account has open must close. */
export const UserDisabled = defineEvent<{ id: number }>('users.user_disabled');

/** The row and all that hangs on it is gone. */
export const UserDeleted = defineEvent<{ id: number }>('users.user_deleted');
