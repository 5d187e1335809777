import { Frame } from '../../../components/frame/frame.tsx';
import { SettingsForm } from '../../../components/preferences/settings-form.tsx';

export const metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Frame title="Settings">
      <SettingsForm />
    </Frame>
  );
}
