/**
 * The secret bytes of requests and answers. They are moved between page and worker, so that no copy stays behind, and
 * wiped in the worker once the request is answered or refused.
 */
import { secrecy } from '../api/secrecy.ts';

type Classes = Readonly<Record<string, string>>;
interface Sides {
	request?: Classes;
	answer?: Classes;
}

/** @returns the secret bytes of a request; of one that is not well formed, all bytes that no operation calls public */
export const secretsOfRequest = (operation: string, request: unknown): Uint8Array[] =>
	secretsOf(classesOf(operation).request, request);

/** @returns the secret bytes of an answer */
export const secretsOfResponse = (operation: string, response: unknown): Uint8Array[] =>
	secretsOf(classesOf(operation).answer, response);

const table: Readonly<Record<string, Sides>> = secrecy;
const classesOf = (operation: string): Sides =>
	Object.hasOwn(table, operation) ? (table[operation] ?? {}) : {};

function secretsOf(classes: Classes = {}, message: unknown): Uint8Array[] {
	return entriesOf(message).flatMap(([name, value]) =>
		Object.hasOwn(classes, name) && classes[name] === 'PUBLIC' ? [] : bytesIn(value)
	);
}

/** The value itself, or what lies one level below it: no secret lies any deeper in a message. */
const bytesIn = (value: unknown): Uint8Array[] =>
	[value, ...entriesOf(value).map(([, entry]) => entry)].filter(
		(entry) => entry instanceof Uint8Array
	);

const entriesOf = (value: unknown): [string, unknown][] =>
	typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
		? Object.entries(value)
		: [];
