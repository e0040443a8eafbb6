/**
 * Values in a text that is more than one value: settings (`.env`, ini, properties), YAML, XML, tables, letters, logs.
 * A text is searched as a string, so a key in it is in strings of the engine for a moment, as one in JSON is.
 */
import { mayBeSecondPart, withPartsJoined } from './parts-apart.ts';
import { parseUtf8, utf8, wipe } from '../bytes.ts';
import { onlyOnce } from './archives.ts';
import { ciphertextInText, mailForm } from './container-forms.ts';
import { containerGroups, type ContainerForm } from './container-groups.ts';
import { asNamed, certainty, leaf, withStep, type Layer } from './layer.ts';
import { wipeReadings, type FileReading, type ReadStep } from './reading.ts';

/** A value as it stands, still encoded. */
export interface TextValue {
	/** undefined for one that stands for itself: alone on its lines */
	name: string | undefined;
	text: string;
	/** what stands in its line before it, the name too */
	before: string;
	/** whether only prose is around it */
	inProse: boolean;
}

/** As long as an archive's content may be. */
const longestText = 256 * 1024;
/** Of one text. Where everything is looked for there may be lists. */
const mostValues = { usual: 32, every: 256 };
/** A value can be a text with values in it. */
const mostValuesInside = 2;

/** Hex in pairs, 16 bytes or more, perhaps in groups: `a1b2 c3d4`, `a1:b2`, `A1B2-C3D4`. */
const hexRun = /(?<![\w+/])(?:0x)?[0-9a-f]{2}(?:[ \t:\-·]?[0-9a-f]{2}){15,}(?![\w+/=%])/gi;
/** The characters of Base64, Base64 for URLs, Base32 and hex, 16 bytes or more. */
const word = /(?<![\w+/%&\\-])[A-Za-z0-9+/_-]{20,}={0,6}(?![\w%\\=-]|&(?:#|\w{2,8};))/g;
/** Lists of numbers, buffers and literals as programs print them. */
const printed =
	/<Buffer [0-9a-f ]{40,}>|\bb(?:'(?:[^'\\\n]|\\.){16,}'|"(?:[^"\\\n]|\\.){16,}")|\$?(["'])(?:\\(?:x[0-9a-f]{2}|0?[0-7]{3}|u00[0-9a-f]{2})){16,}\1|[[({](?=[^\])}]{1,40}[\s,;])[\s\d,;xa-f-]{40,}[\])}]/gi;
/** One line of Base64 that was broken into several. */
const brokenLine = /^[A-Za-z0-9+/_-]{16,}={0,6}$/;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A name, and what stands between it and its value. */
const nameBefore =
	/(?:^|[\s<"'`({[?&;,$])(?:\w{1,16}:)?([\p{L}_][\p{L}\p{N}\w.-]{0,59}(?: \d{1,2}| [A-Z])?)["'`)\]]{0,2}\s{0,8}(?:=>|:=|[:=>])\s{0,8}(?:!!binary|base64:|[|>][-+]?|\s){0,3}["'`([]{0,2}$/u;
/** A table, where what stands before may be a secret too. */
const columnBefore = /(?:[|,;\t]\s{0,8}| {3,8})["']?$/;
const mostBefore = 160;
/** `Buffer.from('…', 'base64')` */
const mostAround = 40;

/** @returns at most {@link mostValues}, each place of the text in one of them */
function valuesIn(whole: string, everyValue: boolean): TextValue[] {
	const most = everyValue ? mostValues.every : mostValues.usual;
	const places: { from: number; to: number }[] = [];
	const put = (from: number, to: number) => {
		const isTaken = places.some((other) => from < other.to && to > other.from);
		if (places.length < most && !isTaken && !uuid.test(whole.slice(from, to)))
			places.push({ from, to });
	};
	// What belongs to a ciphertext, its IV and its tag, is no value of its own.
	for (const pattern of [ciphertextInText, printed])
		for (const { index, 0: text } of whole.matchAll(pattern)) put(index, index + text.length);
	for (const { from, to } of brokenLines(whole)) put(from, to);
	for (const pattern of [hexRun, word])
		for (const { index, 0: text } of whole.matchAll(pattern)) put(index, index + text.length);
	return places
		.toSorted((a, b) => a.from - b.from)
		.map(({ from, to }, index, all) => {
			// The search for a name stops at the end of the previous value.
			const since = Math.max(all[index - 1]?.to ?? 0, from - mostBefore);
			return { ...placeOf(whole, since, from, to), text: whole.slice(from, to) };
		});
}

function placeOf(whole: string, since: number, from: number, to: number) {
	const line = Math.max(since, whole.lastIndexOf('\n', from - 1) + 1);
	const before = whole.slice(line, from);
	const [after = ''] = whole.slice(to, to + mostBefore).split('\n');
	const around = whole.length - (to - from);
	// The quotation marks, the call or the full stop around a value are no sentence.
	const isWhole =
		around <= mostAround &&
		!/\S +\S+ +\S/.test(whole.slice(0, from) + whole.slice(to)) &&
		!/^["'`]?[ \t]+\S/.test(after); // sha256sum
	const isAlone = /^[\s"'`|]*$/.test(before) && /^[\s"'`|,;]*$/.test(after);
	// A name on the line before stands there alone.
	const above = /(?:^|\n)[ \t-]*([^\n]*[:>|+-])\s*$/.exec(whole.slice(since, line))?.[1] ?? '';
	const name = nameBefore.exec(isAlone ? above : before)?.[1];
	const inProse = name === undefined && !isAlone && !isWhole && !columnBefore.test(before);
	return { name, before, inProse };
}

/** Lines of one width, the last of which may be shorter, as Base64 is wrapped in mail, YAML and PEM. */
function brokenLines(whole: string): { from: number; to: number }[] {
	const blocks: { from: number; to: number }[] = [];
	let block: { from: number; to: number; width: number; lines: number } | undefined;
	const end = () => {
		if (block && block.lines > 1) blocks.push(block);
		block = undefined;
	};
	let at = 0;
	for (const line of whole.split('\n')) {
		const text = line.trim();
		const isPart = brokenLine.test(text) || (block !== undefined && /^[\w+/-]+={0,6}$/.test(text));
		const from = at + line.indexOf(text);
		const to = from + text.length;
		if (!isPart || (block && text.length > block.width)) end();
		if (isPart) {
			block = block
				? { ...block, to, lines: block.lines + 1 }
				: { from, to, width: text.length, lines: 1 };
			if (text.length < block.width || text.endsWith('=')) end();
		}
		at += line.length + 1;
	}
	end();
	return blocks;
}

/** What is said before a value that has the length of a key and is none. */
const noKeys =
	/sha-?\d|md5|modulus|exponent|hash|digest|kcv|check[ _-]?(?:sum|value)|fingerprint|thumbprint|salt|nonce|signature|uuid/i;
/** The same, of names as they end. */
const endsAsNoKey = (name: string) =>
	/(?:^|[^a-z])(?:iv|id|tag|mac)$/i.test(name) || /(?:Iv|IV|Id|ID|Tag|Mac|MAC)$/.test(name);

type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** Marks of programs that encrypt single values of a text, and of secrets that are no key material. */
const sealedBy = [
	['ENC[AES256_GCM,', 'SOPS'],
	['$ANSIBLE_VAULT;', 'ANSIBLE_VAULT'],
	['AGE-SECRET-KEY-1', 'AGE_IDENTITY']
] as const;

/** @returns what the values in a text are, each once; nothing for text without any */
export function readTextValues(text: Uint8Array, layer: Layer, read: Read): FileReading[] {
	if (text.length > longestText || isInside(layer)) return [];
	const whole = parseUtf8(text) ?? '';
	const sealed = sealedBy.find(([mark]) => whole.includes(mark))?.[1] ?? mailForm(whole);
	const named = (form: ContainerForm | undefined): FileReading[] => {
		if (!form) return [];
		const content = { kind: 'CONTAINER', form } as const;
		return [{ ...leaf(new Uint8Array(), withStep(layer, { step: 'WORD' })), content }];
	};
	if (sealed && !layer.everyValue) return named(sealed);
	const values = readValues(
		valuesIn(whole, layer.everyValue === true).filter(
			(value) => value.text.trim() !== whole.trim()
		),
		'WORD',
		layer,
		read
	);
	// Where everything is looked for, what is named stands beside it.
	return values.length > 0 && !layer.everyValue
		? values
		: [...values, ...named(sealed ?? formInside(whole))];
}

/** What OpenSSL prints of a key that is not the key. */
const listings = [
	[/^[ \t]*Modulus=[0-9A-F]{64,}\s*$/m, 'RSA_MODULUS'],
	[/^[ \t]*\d{1,9}:d=\d{1,4} +hl=\d{1,4} +l= *(?:\d{1,9}|inf) +(?:cons|prim):/m, 'ASN1_LISTING']
] as const;

/** @returns what a text without any value holds, where that is known */
const formInside = (whole: string): ContainerForm | undefined =>
	listings.find(([pattern]) => pattern.test(whole))?.[1];

const isInside = ({ steps }: Layer): boolean =>
	steps.filter(({ step }) => step === 'WORD').length >= mostValuesInside;

/**
 * Of values in a text or JSON under names that Airlock does not know, those that are keys, or have the length of one
 * and are encoded as one. Where one of them has an expected length, those that have not are not meant. Where there is
 * none, or everything is looked for, what another program has encrypted there is named.
 */
export function readValues(
	values: readonly TextValue[],
	step: ReadStep['step'],
	layer: Layer,
	read: Read
): FileReading[] {
	const encrypted: FileReading[] = [];
	const found = values.flatMap((value) => {
		const { name } = value;
		const inner = withStep(layer, name === undefined || name === '' ? { step } : { step, name });
		const bytes = utf8(value.text);
		const asRead = read(bytes, inner);
		wipe(bytes);
		const found = layer.everyValue ? asRead : asRead.map((reading) => asNamed(name ?? '', reading));
		const kept = found.filter((reading) => isMeant(reading, value, inner));
		const named = found.filter(isEncrypted);
		encrypted.push(...named);
		wipeReadings(found.filter((reading) => !kept.includes(reading) && !named.includes(reading)));
		return kept;
	});
	const readings = layer.everyValue ? found : withPartsJoined(found);
	const expected = readings.filter(({ bytes }) => layer.expectedLengths?.includes(bytes.length));
	const certain = readings.filter((reading) => certainty(reading) === 2);
	const meant =
		layer.everyValue === true || expected.length === 0
			? readings
			: readings.filter((reading) => expected.includes(reading) || certain.includes(reading));
	const kept = onlyOnce(meant);
	wipeReadings(readings.filter((reading) => !kept.includes(reading)));
	const isAsked = kept.length === 0 || layer.everyValue === true;
	return isAsked ? [...kept, ...encrypted.slice(0, 1)] : kept;
}

const isEncrypted = ({ content }: FileReading): boolean =>
	content.kind === 'CONTAINER' && containerGroups[content.form] === 'ENCRYPTED';

function isMeant(
	reading: FileReading,
	{ name = '', before, text, inProse }: TextValue,
	layer: Layer
) {
	const sure = certainty(reading);
	const [how] = reading.steps.slice(layer.steps.length);
	// Plain text of a key's length is not taken for a key: the user typed it.
	if (how === undefined) return false;
	if (sure === 2) return reading.content.kind !== 'CONTAINER';
	if (layer.everyValue === true) return reading.bytes.length >= fewestBytes;
	if (mayBeSecondPart(reading)) return true;
	if (sure === 0 || noKeys.test(before) || endsAsNoKey(name)) return false;
	if (inProse && how.step !== 'PRINTED') return false;
	return how.step !== 'BASE64' || looksRandom(text);
}

const fewestBytes = 16;

/** A long name in code is Base64 too: it has no digit, or letters of one kind, or no padding. */
const looksRandom = (text: string): boolean =>
	text.endsWith('=') || (/[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9+/]/.test(text));
