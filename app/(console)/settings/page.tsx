import { Frame } from '../../../components/features/frame/frame.tsx';
import { SettingsForm } from '../../../components/ui/preferences/settings-form.tsx';

export const metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Frame title="Settings">
      <SettingsForm />
    </Frame>
  );
}
