import { SetUpForm } from '../../../components/features/sign-in/join-form.tsx';

export const metadata = { title: 'Set up' };

export default function Page() {
  return <SetUpForm />;
}
