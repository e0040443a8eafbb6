import { describe, expect, test } from 'vitest';
import { dayMs } from '#lib/domain/time.ts';
import { activityAddress, activityRequest, filterIn } from '#lib/ui/activity/filter.ts';
import { activityKinds, operationsOfKind } from '#lib/domain/vault/operation.ts';
import { operationNames } from '#lib/ui/messages/log.ts';

const inQuery = (text: string) => {
	const query = new URLSearchParams(text);
	return filterIn((name) => query.get(name));
};

describe('the filters of the log', () => {
	test('are read from an address and give the same address again', () => {
		const text = 'key=abc&kind=USE&result=REFUSED&since=2026-11-24&until=2026-11-25';
		expect(activityAddress(inQuery(text))).toBe(`#/activity?${text}`);
		expect(activityAddress(inQuery(text), 7)).toBe(`#/activity?${text}&from=7`);
		expect(activityAddress({})).toBe('#/activity');
	});

	test('leave out what makes no sense', () => {
		expect(inQuery('key=&kind=use&result=x&since=yesterday&until=2026-99')).toEqual({});
	});

	test('ask for whole days where this computer is: from the first midnight to the one after the last', () => {
		const { From = NaN, To = NaN } = activityRequest({ since: '2026-06-10', until: '2026-06-11' });
		expect(new Date(From).toString()).toMatch(/^Wed Jun 10 2026 00:00:00/);
		expect(To - From).toBe(2 * dayMs);
	});

	test('ask for nothing that was not chosen', () => {
		expect(activityRequest({})).toEqual({});
		expect(activityRequest({ keyId: 'abc', result: 'DONE' })).toEqual({
			KeyId: 'abc',
			Result: 'DONE'
		});
	});

	test('have each operation of the log in one kind', () => {
		const all = activityKinds.flatMap(operationsOfKind);
		expect(all.toSorted()).toEqual(Object.keys(operationNames.en).toSorted());
		for (const kind of activityKinds) expect(operationsOfKind(kind).length).toBeGreaterThan(3);
	});
});
