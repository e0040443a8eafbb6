/** Text that was changed on its way: escapes of URLs, HTML, JSON and mail that nobody has undone. */
import { parseUtf8, utf8, type Bytes } from '../bytes.ts';

const textDamages = ['URL', 'HTML', 'JSON_ESCAPES', 'QUOTED_PRINTABLE', 'SPACES', 'MARKS'] as const;
/** What a program has done to a text on its way. */
export type TextDamage = (typeof textDamages)[number];

const longestText = 64 * 1024;
const entities: Readonly<Record<string, string>> = {
	...{ plus: '+', equals: '=', sol: '/', quot: '"', amp: '&', apos: "'", lt: '<', gt: '>' },
	...{ NewLine: '\n', nbsp: ' ', dash: '-', hyphen: '-', lowbar: '_' }
};
const codePoint = (value: number) =>
	value > 0 && value < 0x110000 ? String.fromCodePoint(value) : '';

/** Each is undone whole, in one pass over the text. */
const repairs: Readonly<Record<TextDamage, (text: string) => string>> = {
	URL: (text) =>
		text.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16))
		),
	HTML: (text) =>
		text.replaceAll(
			/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi,
			(all: string, decimal?: string, hex?: string, name?: string) =>
				decimal !== undefined
					? codePoint(Number(decimal))
					: hex !== undefined
						? codePoint(Number.parseInt(hex, 16))
						: (entities[name ?? ''] ?? all)
		),
	JSON_ESCAPES: (text) =>
		text.replaceAll(
			/\\(?:u([0-9a-f]{4})|([nrt/"\\=:+&<>']))/gi,
			(_: string, hex?: string, one?: string) =>
				hex !== undefined
					? String.fromCharCode(Number.parseInt(hex, 16))
					: /[nrt]/i.test(one ?? '')
						? '\n'
						: (one ?? '')
		),
	QUOTED_PRINTABLE: (text) =>
		text.replaceAll(/=(?:\r?\n|([0-7][0-9A-F]))/g, (_, hex: string | undefined) =>
			hex === undefined ? '' : String.fromCharCode(Number.parseInt(hex, 16))
		),
	// A form decoded “+” into a space: Base64 in one line has no spaces of its own.
	SPACES: (text) => text.replaceAll(' ', '+'),
	// Full width and spaces of other widths; `> ` of mail, `<br>`, the end of a line that goes on, strings that a program
	// joins; characters that nobody sees
	MARKS: (text) =>
		text
			.normalize('NFKC')
			.replaceAll(/<br ?\/?>/gi, '\n')
			.replaceAll(/^[ \t]*(?:[>|][ \t]?)+/gm, '')
			.replaceAll(/(["'`])[ \t]*[+&.\\]?[ \t]*\r?\n[ \t]*[+&.]?[ \t]*\1|\\\r?\n/g, '')
			.replaceAll(/[\u200B-\u200F\u2060\u00AD\uFEFF]/g, '')
};
/** Without these a text is taken for damaged where repairing it changes it. */
const signs: Readonly<Partial<Record<TextDamage, RegExp>>> = {
	URL: /%(?:2[bf]|3d|0a|0d|20)/i,
	HTML: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|plus|equals|sol|quot|amp|NewLine);/i,
	JSON_ESCAPES: /\\(?:u00[0-9a-f]{2}|[nr/"=:+])/i,
	// Its lines are broken after 60 characters and more; Base64 ends with the same sign.
	QUOTED_PRINTABLE: /=(?:3D|2B|2F)|[^\n]{60}=\r?\n(?=[A-Za-z0-9+/])/,
	SPACES: /^[A-Za-z0-9+/]* [A-Za-z0-9+/ ]*={0,2}[\r\n]*$/
};

/** @returns what the text was before, for each kind of damage that it shows signs of */
export function undamaged(text: Uint8Array): { damage: TextDamage; text: Bytes }[] {
	if (text.length > longestText) return [];
	const damaged = parseUtf8(text);
	if (damaged === undefined) return [];
	return textDamages
		.filter((damage) => signs[damage]?.test(damaged) ?? true)
		.map((damage) => ({ damage, repaired: repairs[damage](damaged) }))
		.filter(({ repaired }) => repaired !== damaged)
		.map(({ damage, repaired }) => ({ damage, text: utf8(repaired) }));
}
