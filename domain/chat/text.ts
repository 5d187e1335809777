import { Prose } from '../../contracts/schemas.ts';

export const MessageText = Prose(50_000, '', ['Are we still on for tonight?']);

export const Title = Prose(200, 'A title.', ['General']);
