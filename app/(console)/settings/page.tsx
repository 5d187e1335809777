import { SettingsForm } from '../../../components/ui/preferences/settings-form.tsx';
import { Frame } from '../../frame.tsx';

export const metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Frame title="Settings">
      <SettingsForm />
    </Frame>
  );
}
