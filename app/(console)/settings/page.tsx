import { OwnAccount } from '../../../components/features/access/own-account.tsx';
import { SettingsForm } from '../../../components/ui/preferences/settings-form.tsx';
import { Frame } from '../../frame.tsx';

export const metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Frame title="Settings">
      <div className="flex flex-col gap-8">
        <SettingsForm />
        <OwnAccount />
      </div>
    </Frame>
  );
}
