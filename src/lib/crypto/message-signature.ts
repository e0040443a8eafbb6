/**
 * The signature after the body of a signed message: AWS Encryption SDK, data-format/message-footer.md. ECDSA over the
 * whole of it, which WebCrypto hashes only in one piece: that of a message which is too large for it is of @noble, as is
 * the curve, since WebCrypto verifies no hash.
 */
import { DER, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { SignatureCurve } from '#lib/domain/message/suite.ts';

/** SEC 2, §2.4.2 and §2.5.1, with the hash of the suites that have the curve. */
const curves = {
	'P-256': {
		hash: sha256,
		hashName: 'SHA-256',
		p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
		b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
		Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
		Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
		n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
	},
	'P-384': {
		hash: sha384,
		hashName: 'SHA-384',
		p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
		b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
		Gx: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
		Gy: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
		n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n
	}
};

type Point = ReturnType<typeof weierstrass<bigint>>;

/** Made when they are first needed, and kept with what they compute once. */
const made = new Map<SignatureCurve, Point>();
function pointOf(curve: SignatureCurve): Point {
	const { p, b, Gx, Gy, n } = curves[curve];
	const point = made.get(curve) ?? weierstrass({ p, a: p - 3n, b, Gx, Gy, n, h: 1n });
	made.set(curve, point);
	return point;
}

/** A longer message is not gathered to be hashed. Gathered, it is hashed in a fifth of the time, but is in memory twice. */
export const mostGathered = 64 * 1024 * 1024;

/** A hash of bytes that come in pieces. */
interface PieceHash {
	update(bytes: Uint8Array): void;
	digest(): Bytes | Promise<Bytes>;
}

/** Keeps all bytes, for WebCrypto. */
class GatheredHash implements PieceHash {
	readonly #name: string;
	readonly #buffer: Bytes;
	#size = 0;

	constructor(name: string, mostBytes: number) {
		this.#name = name;
		this.#buffer = new Uint8Array(mostBytes);
	}

	update(bytes: Uint8Array): void {
		// What comes beyond it was added while the file was read, and refused for that.
		const taken = bytes.subarray(0, this.#buffer.length - this.#size);
		this.#buffer.set(taken, this.#size);
		this.#size += taken.length;
	}

	async digest(): Promise<Bytes> {
		const all = this.#buffer.subarray(0, this.#size);
		return new Uint8Array(await crypto.subtle.digest(this.#name, all));
	}
}

/** @returns undefined for too many bytes, and where there is no memory for them */
function gathered(name: string, mostBytes: number): GatheredHash | undefined {
	if (mostBytes > mostGathered) return undefined;
	try {
		return new GatheredHash(name, mostBytes);
	} catch {
		return undefined;
	}
}

/** Verifies one signature over bytes that come in pieces. */
export class SignatureCheck {
	readonly #point;
	readonly #publicKey;
	readonly #hash: PieceHash;

	/**
	 * @param publicKey - a point of the curve, compressed
	 * @param mostBytes - no more than so many come
	 * @throws Error when it is no such point
	 */
	constructor(curve: SignatureCurve, publicKey: Uint8Array, mostBytes: number) {
		this.#point = pointOf(curve);
		if (publicKey[0] === 4) throw new TypeError('the point is not compressed');
		this.#publicKey = this.#point.fromBytes(publicKey);
		const { hash, hashName } = curves[curve];
		this.#hash = gathered(hashName, mostBytes) ?? hash.create();
	}

	/** Takes the next bytes of what was signed. */
	update(bytes: Uint8Array): void {
		this.#hash.update(bytes);
	}

	/**
	 * SEC 1, §4.1.4. Of the two signatures `(r, s)` and `(r, n - s)` both are taken: the SDKs write either.
	 *
	 * @param signature - DER, and nothing but the shortest form of it
	 * @returns whether it is over all bytes so far; no more can come
	 */
	async verifies(signature: Bytes): Promise<boolean> {
		const { BASE, Fn } = this.#point;
		const digest = BigInt(`0x${toHex(await this.#hash.digest())}`);
		const numbers = parseSignature(signature);
		if (!numbers) return false;
		const { r, s } = numbers;
		if (!Fn.isValidNot0(r) || !Fn.isValidNot0(s)) return false;
		const inverse = Fn.inv(s);
		const point = BASE.multiplyUnsafe(Fn.mul(Fn.create(digest), inverse)).add(
			this.#publicKey.multiplyUnsafe(Fn.mul(r, inverse))
		);
		return !point.is0() && Fn.create(point.x) === r;
	}
}

function parseSignature(signature: Bytes): { r: bigint; s: bigint } | undefined {
	try {
		return DER.toSig(signature);
	} catch {
		return undefined;
	}
}
