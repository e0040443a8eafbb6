/**
 * The signature after the body of a signed message: AWS Encryption SDK, data-format/message-footer.md. ECDSA over the
 * whole of it, which WebCrypto takes only in one piece; so the hash and the curve are of @noble.
 */
import { DER, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { SignatureCurve } from '#lib/domain/message/suite.ts';

/** SEC 2, §2.4.2 and §2.5.1, with the hash of the suites that have the curve. */
const curves = {
	'P-256': {
		hash: sha256,
		p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
		b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
		Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
		Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
		n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
	},
	'P-384': {
		hash: sha384,
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

/** Verifies one signature over bytes that come in pieces. */
export class SignatureCheck {
	readonly #point;
	readonly #publicKey;
	readonly #hash;

	/**
	 * @param publicKey - a point of the curve, compressed
	 * @throws Error when it is no such point
	 */
	constructor(curve: SignatureCurve, publicKey: Uint8Array) {
		this.#point = pointOf(curve);
		if (publicKey[0] === 4) throw new TypeError('the point is not compressed');
		this.#publicKey = this.#point.fromBytes(publicKey);
		this.#hash = curves[curve].hash.create();
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
	verifies(signature: Bytes): boolean {
		const { BASE, Fn } = this.#point;
		const digest = BigInt(`0x${toHex(this.#hash.digest())}`);
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
