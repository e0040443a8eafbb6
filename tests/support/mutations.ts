/** Requests as no page sends them: of a wrong kind, too much, too little, or nearly right. */

/** A choice of any kind, made by the seed of the run. */
interface Chance {
	/** from 0 up to and without 1 */
	random: () => number;
}

const below = ({ random }: Chance, end: number): number => Math.floor(random() * end);

function anyOf<Item>(chance: Chance, items: readonly Item[]): Item {
	const item = items[below(chance, items.length)];
	if (item === undefined && items.length === 0) throw new RangeError('nothing to choose from');
	return item as Item;
}

const loneSurrogate = '\ud800';
const oftenTooLong = [256, 4096, 100_000, 2_000_000];

/** Names that an object has anyway, and some that nobody gives. */
const oddNames = [
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length', ''],
	...['keyId', 'Kind', '0', loneSurrogate, 'n'.repeat(70_000)]
];

/** An object with this property of its own, whatever its name. */
function withOwn(name: string, value: unknown): object {
	return Object.defineProperty({}, name, {
		...{ value, enumerable: true, configurable: true, writable: true }
	});
}

function cyclic(): object {
	const ring: Record<string, unknown> = { Kind: 'SHOW' };
	ring['self'] = ring;
	ring['list'] = [ring, [ring]];
	return ring;
}

function deep(levels: number): unknown {
	let value: unknown = 'inside';
	for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
	return value;
}

function detached(): Uint8Array {
	const bytes = new Uint8Array(32);
	structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
	return bytes;
}

function growing(length: number): Uint8Array {
	const Resizable = ArrayBuffer as unknown as new (
		length: number,
		options: { maxByteLength: number }
	) => ArrayBuffer;
	return new Uint8Array(new Resizable(length, { maxByteLength: length + 64 }));
}

let memory: WebAssembly.Memory | undefined;

/**
 * As an engine for WebAssembly gives one to a page that could not have one otherwise. One for all: each would take a
 * share of the address space that is given back late.
 */
function shared(): unknown {
	memory ??= new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
	return new Uint8Array(memory.buffer, 0, 32);
}

class Parameters {
	readonly Kind = 'SHOW';
	readonly KeyId = 'alias/payments';
}

function bytes(chance: Chance, length: number): Uint8Array {
	return Uint8Array.from({ length }, () => below(chance, 256));
}

/** Values of every kind, whatever is asked for. */
const hostile: readonly ((chance: Chance) => unknown)[] = [
	() => undefined,
	() => null,
	() => true,
	() => false,
	() => ({}),
	() => [],
	() => '',
	...[0, -0, -1, 0.5, NaN, Infinity, -Infinity, 1e308, -1e308, 2 ** 53, -8.64e15, 8.64e15 + 1].map(
		(number) => () => number
	),
	() => 10n ** 40n,
	() => new Date(NaN),
	() => new Date(0),
	() => /(?:a+)+$/,
	() => new Error('with a text'),
	() => new Map([['KeyId', 'alias/payments']]),
	() => new Set(['a']),
	() => Object('alias/payments') as unknown,
	() => new Parameters(),
	() => new Blob(['a']),
	cyclic,
	() => deep(500),
	(chance) => withOwn(anyOf(chance, oddNames), { KeyId: 'x' }),
	(chance) =>
		Object.fromEntries(
			Array.from({ length: 20_000 }, (_, at) => [`n${at}`, `${below(chance, 9)}`])
		),
	(chance) => new Array(anyOf(chance, [1, 1000, 2 ** 31])) as unknown,
	(chance) => Array.from({ length: anyOf(chance, oftenTooLong) / 4 }, () => 'Encrypt'),
	(chance) => 'a'.repeat(anyOf(chance, oftenTooLong)),
	(chance) => 'alias/' + 'ä'.repeat(anyOf(chance, oftenTooLong)),
	(chance) => loneSurrogate.repeat(anyOf(chance, [1, 20, 5000])),
	() => 'alias/\u0000\u202e../../etc',
	() => '\u0000'.repeat(40),
	(chance) => bytes(chance, anyOf(chance, [0, 1, 12, 31, 32, 33, 256, 1025, 5000])),
	() => new Uint8Array(1024 * 1024 + 1),
	() => new Uint8Array(1024 * 1024).fill(0x41),
	() => growing(32),
	() => new Uint8ClampedArray(32),
	() => new Uint16Array(16),
	() => new DataView(new ArrayBuffer(32)),
	() => new ArrayBuffer(32),
	detached,
	shared,
	() => () => 1,
	() => Symbol('a')
];

function nearText(chance: Chance, text: string): string {
	const at = below(chance, text.length + 1);
	return anyOf<() => string>(chance, [
		() => text.slice(0, at),
		() => text.slice(0, at) + loneSurrogate + text.slice(at),
		() => text.slice(0, at) + '\u0000' + text.slice(at),
		() => text.toUpperCase(),
		() => ` ${text}\n`,
		() => text.normalize('NFD') + '\u0301',
		() => text + text.repeat(Math.min(anyOf(chance, [1, 30, 3000]), 5e6 / (text.length + 1))),
		() => text.replace('alias/', 'alias/aws/')
	])();
}

function nearBytes(chance: Chance, given: Uint8Array): unknown {
	const flipped = given.length > 0 ? Uint8Array.from(given) : new Uint8Array();
	const at = below(chance, Math.max(1, flipped.length));
	if (flipped.length > 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << below(chance, 8));
	const within = new Uint8Array(given.length + 9);
	within.set(flipped, 4);
	return anyOf<() => unknown>(chance, [
		() => flipped,
		() => flipped.slice(0, at),
		() => Uint8Array.from([...flipped.subarray(0, 4096), 10]),
		() => new Uint8Array(given.length),
		() => bytes(chance, Math.min(given.length, 4096)),
		() => within.subarray(4, 4 + given.length),
		() => Array.from(flipped.subarray(0, 4096)),
		() => given.buffer
	])();
}

const nearNumber = (chance: Chance, number: number): number =>
	anyOf(chance, [-number, number + 1, number - 1, number + 0.5, number * 1e6, number * 2 ** 32]);

const isHolder = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' &&
	value !== null &&
	(Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value));

/** @returns the value, changed a little if its kind allows it, or another one altogether */
function changed(chance: Chance, value: unknown): unknown {
	if (chance.random() < 0.45) return anyOf(chance, hostile)(chance);
	if (typeof value === 'string') return nearText(chance, value);
	if (typeof value === 'number') return nearNumber(chance, value);
	if (typeof value === 'boolean') return !value;
	if (value instanceof Uint8Array) return nearBytes(chance, value);
	if (isHolder(value) && Object.keys(value).length > 0) return mutated(chance, value);
	return anyOf(chance, hostile)(chance);
}

/**
 * @param request - is left as it is
 * @returns a copy with one change: a field of it, or of what is in it, is changed, left out or added
 */
function mutated(chance: Chance, request: object): object {
	const copy: Record<string, unknown> = { ...request };
	const names = Object.keys(copy);
	const roll = chance.random();
	if (names.length === 0 || roll < 0.08) {
		const odd = withOwn(anyOf(chance, oddNames), anyOf(chance, hostile)(chance));
		return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(odd));
	}
	const name = anyOf(chance, names);
	if (roll < 0.18) return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== name));
	if (roll < 0.22) {
		const other = anyOf(chance, names);
		return { ...copy, [name]: copy[other], [other]: copy[name] };
	}
	return { ...copy, [name]: changed(chance, copy[name]) };
}

/** @returns what is sent for a request: mostly changed once, now and then several times, as it is, or no request at all */
export function mutateRequest(random: () => number, request: object): unknown {
	const chance = { random };
	const roll = random();
	if (roll < 0.06) return request;
	if (roll < 0.1) return anyOf(chance, hostile)(chance);
	let result = mutated(chance, request);
	while (random() < 0.3) result = mutated(chance, result);
	return result;
}

/** @returns what is sent for the name of an operation: almost always the name */
export function mutateOperation(random: () => number, operation: string): unknown {
	if (random() < 0.98) return operation;
	const chance = { random };
	return random() < 0.5
		? anyOf<unknown>(chance, [[operation], { toString: 1 }, ...oddNames])
		: anyOf(chance, hostile)(chance);
}
