import { format } from 'oxfmt';

/** @returns the document as `npm run format` leaves it */
export async function formatMarkdown(document: string): Promise<string> {
	const { code, errors } = await format('document.md', document, { useTabs: false });
	if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(', '));
	return code;
}
