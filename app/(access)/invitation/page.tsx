import { InvitationForm } from '../../../components/features/sign-in/join-form.tsx';

export const metadata = { title: 'Invitation' };

export default function Page() {
  return <InvitationForm />;
}
