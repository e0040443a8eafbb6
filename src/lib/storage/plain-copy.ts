function isPlainObject(value: unknown): value is object {
	return value?.constructor === Object;
}

function copy(value: unknown): unknown {
	if (value instanceof Uint8Array) return new Uint8Array(value);
	if (Array.isArray(value)) return value.map(copy);
	if (isPlainObject(value))
		return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copy(field)]));
	if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value))
		return value;
	throw new TypeError('only plain data is stored');
}

/**
 * A deep copy in which no bytes share a buffer. A structured clone would store the whole buffer behind a view, with
 * whatever else lies there, and would take a CryptoKey, whose bytes then lie in plain on the disk.
 *
 * @throws TypeError for anything but strings, numbers, booleans, null, bytes, and arrays and objects of these
 */
export function plainCopy<T>(value: T): T {
	return copy(value) as T;
}
