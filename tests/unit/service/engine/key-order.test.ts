import { expect, test } from 'vitest';
import { asKeyId, type KeyId } from '#lib/domain/ids.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { KeyOrder } from '#lib/service/engine/key-order.ts';
import { must } from '../../../support/must.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { seed } from '../../../support/soak.ts';

const newId = () => asKeyId(randomUuid());

test('keys are by name as in a dictionary, and those without a name by id, last', () => {
	const names = ['key-10', 'Éva', 'key-9', undefined, 'eve', undefined];
	const nameOf = new Map(names.map((name) => [newId(), name]));
	const order = new KeyOrder(nameOf.keys(), (keyId) => nameOf.get(keyId));
	const listed = order.slice().map((keyId) => nameOf.get(keyId));
	expect(listed).toEqual(['Éva', 'eve', 'key-9', 'key-10', undefined, undefined]);
	const [one, other] = order.slice(-2);
	expect(must(one) < must(other)).toBe(true);
});

test('after every change the order is that of a list that is sorted anew', () => {
	const names = new Map<KeyId, string | undefined>();
	const nameOf = (keyId: KeyId) => names.get(keyId);
	const order = new KeyOrder([], nameOf);
	const random = seededRandom(seed);
	for (let step = 0; step < 400; step++) {
		const some = random() < 0.5 ? [...names.keys()][Math.floor(random() * names.size)] : undefined;
		if (some) order.delete(some);
		if (some && random() < 0.3) names.delete(some);
		else {
			const keyId = some ?? newId();
			// Some have no name, and some the same one.
			names.set(keyId, random() < 0.1 ? undefined : `key ${Math.floor(random() * 97)}`);
			order.add(keyId);
		}
		const sorted = new KeyOrder(names.keys(), nameOf).slice();
		expect(order.slice()).toEqual(sorted);
		expect(sorted.map((keyId) => order.indexOf(keyId))).toEqual([...sorted.keys()]);
	}
	expect(names.size).toBeGreaterThan(50);
	expect(order.length).toBe(names.size);
	expect(order.indexOf(newId())).toBe(-1);
});
