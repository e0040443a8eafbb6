import { expect, test } from 'vitest';
import { Handover } from '#lib/ui/engine/handover.ts';

const secret = () => Uint8Array.of(1, 2, 3);
const wiped = new Uint8Array(3);

test('gives what was put in once, and nothing after', () => {
	const handover = new Handover();
	handover.put(secret());
	expect(handover.take()).toEqual(secret());
	expect(handover.take()).toEqual(new Uint8Array());
});

test('wipes what nobody took: when it is replaced, cleared or closed', () => {
	const handover = new Handover();
	const [replaced, cleared, left] = [secret(), secret(), secret()];
	handover.put(replaced);
	handover.put(cleared);
	handover.clear();
	handover.put(left);
	handover.close();
	expect([replaced, cleared, left]).toEqual([wiped, wiped, wiped]);
});

test('wipes what arrives when the page that asked is gone', () => {
	const handover = new Handover();
	handover.close();
	const late = secret();
	handover.put(late);
	expect(late).toEqual(wiped);
	expect(handover.take()).toEqual(new Uint8Array());
});
