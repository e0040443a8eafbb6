/** Every form in which a secret could lie in a file. */
export function formsOf(secret: string | Uint8Array): Map<string, Buffer> {
	const bytes = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : Buffer.from(secret);
	const base64 = (skip: number) => {
		// Inside a longer Base64 text it can begin at any of three places; the ends depend on the neighbours.
		const shifted = Buffer.concat([Buffer.alloc(skip), bytes]).toString('base64');
		return Buffer.from(shifted.slice(skip === 0 ? 0 : skip + 1).replace(/..?={0,2}$/, ''));
	};
	const forms = new Map([
		['raw', bytes],
		['hex', Buffer.from(bytes.toString('hex'))],
		['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
		['Base64', base64(0)],
		['Base64, one byte on', base64(1)],
		['Base64, two bytes on', base64(2)],
		['Base64 for URLs', Buffer.from(bytes.toString('base64url').slice(0, -1))],
		['decimal numbers', Buffer.from([...bytes].join(','))]
	]);
	if (typeof secret === 'string') forms.set('UTF-16', Buffer.from(secret, 'utf16le'));
	return forms;
}

/** All bytes and texts in a value, one after the other, as a file that holds it would have them. */
function bytesIn(value: unknown): Buffer[] {
	if (value instanceof Uint8Array) return [Buffer.from(value), Buffer.from([...value].join(','))];
	if (typeof value === 'string') return [Buffer.from(value), Buffer.from(value, 'utf16le')];
	if (typeof value === 'object' && value !== null)
		return Object.entries(value).flatMap(([key, entry]) => [
			Buffer.from(`\n${key}\n`),
			...bytesIn(entry)
		]);
	return [Buffer.from(`\n${String(value)}\n`)];
}

/** @returns the forms of the secret that are found in the rows */
export function findSecret(rows: unknown, secret: string | Uint8Array): string[] {
	const haystack = Buffer.concat(bytesIn(rows));
	return [...formsOf(secret)].filter(([, form]) => haystack.includes(form)).map(([name]) => name);
}
