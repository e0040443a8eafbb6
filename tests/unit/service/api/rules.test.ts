import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { bytes, integer, keyId, oneOf, optional, type RequestOf } from '#lib/service/api/rules.ts';
import type { SecrecyOf } from '#lib/service/api/secrecy.ts';

// What is said of types is tested by the compiler: `npm run check`.

const requests = {
	Read: {},
	Write: { KeyId: keyId, Content: bytes, Size: optional(integer), Kind: optional(oneOf('A', 'B')) }
};
interface Both {
	Read: {
		request: RequestOf<typeof requests.Read>;
		response: { Found: { File: Bytes } | null };
	};
	Write: { request: RequestOf<typeof requests.Write>; response: { KeyId: string } };
}

describe('the type of a request', () => {
	test('has the fields that its rules name, and those that may be left out', () => {
		expectTypeOf<RequestOf<typeof requests.Write>>().toEqualTypeOf<{
			KeyId: string;
			Content: Bytes;
			Size?: number;
			Kind?: 'A' | 'B';
		}>();
	});

	test('has the values of its rules and no others', () => {
		expect(['A', 'B', 'C', 1].map(requests.Write.Kind.holds)).toEqual([true, true, false, false]);
	});

	test('has no fields where there are no rules', () => {
		expectTypeOf<RequestOf<typeof requests.Read>>().toEqualTypeOf<Record<string, never>>();
	});
});

type OfWrite = SecrecyOf<Both>['Write']['request'];

test('every field that holds bytes, at any depth, is secret or public, and no other field is', () => {
	expectTypeOf<SecrecyOf<Both>>().toExtend<{
		Read: { answer: Record<'Found', 'SECRET' | 'PUBLIC'>; request?: never };
		Write: { request: Record<'Content', 'SECRET' | 'PUBLIC'>; answer?: never };
	}>();
	// @ts-expect-error -- Write is left out
	const withoutWrite: SecrecyOf<Both> = {
		Read: { answer: { Found: 'PUBLIC' } }
	};
	// @ts-expect-error -- its Content is left out
	const withoutContent: OfWrite = {};
	// @ts-expect-error -- KeyId holds no bytes
	const withKeyId: OfWrite = { Content: 'PUBLIC', KeyId: 'PUBLIC' };
	expectTypeOf([withoutWrite, withoutContent, withKeyId]).toBeArray();
});
