import type { Role } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';
import { Input } from '../../shared/ui/Input.js';
import { RadioGroup } from '../../shared/ui/RadioGroup.js';

interface RoleFieldsProps {
  role: Role;
  scopes: string;
  errors: FieldErrors;
  onRole: (role: Role) => void;
  onScopes: (scopes: string) => void;
}

export const RoleFields = ({ role, scopes, errors, onRole, onScopes }: RoleFieldsProps) => {
  const t = useT();
  return (
    <>
      <RadioGroup
        label={t('admin.role')}
        value={role}
        onChange={onRole}
        choices={[
          { value: 'user', label: t('settings.roleUser'), hint: t('admin.roleHintUser') },
          { value: 'moderator', label: t('settings.roleModerator'), hint: t('admin.roleHintModerator') },
          { value: 'admin', label: t('settings.roleAdmin'), hint: t('admin.roleHintAdmin') },
        ]}
      />
      <Field label={t('admin.serviceAccess')} hint={t('admin.serviceAccessHint')} error={errors['scopes']}>
        <Input
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={scopes}
          onChange={(event) => onScopes(event.target.value)}
          className="font-mono"
        />
      </Field>
    </>
  );
};
