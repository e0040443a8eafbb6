/** How much of what was written down is typed back: enough that nobody guesses it, and nobody tires of it. */
export const lastDigits = 8;

/** Whether what was typed is the end of the key material that is shown; spaces and case mean nothing. */
export function endsAsTyped(shown: string, typed: string): boolean {
	const plain = (text: string) => text.replaceAll(/\s/g, '').toLowerCase();
	return plain(typed).length === lastDigits && plain(shown).endsWith(plain(typed));
}
