import { expect, test } from 'vitest';
import { asKeyId } from '#lib/domain/ids.ts';
import { byDay, type DeadlineOfKey } from '#lib/ui/overview/days-ahead.ts';

const keyId = (last: number) =>
	asKeyId(`00000000-0000-4000-8000-${String(last).padStart(12, '0')}`);
const deadline = (At: number, Kind: DeadlineOfKey['Kind'] = 'EXPIRY', id = 0): DeadlineOfKey => ({
	KeyId: keyId(id),
	KeyName: null,
	Kind,
	At
});
const at = (day: number, hour: number, minute = 0) =>
	new Date(2026, 10, 30 + day, hour, minute).getTime();

test('what comes on one day is one mark of each kind', () => {
	const days = byDay(
		[
			deadline(at(0, 23, 59), 'EXPIRY', 1),
			deadline(at(1, 0), 'EXPIRY', 2),
			deadline(at(1, 12), 'DELETION', 3),
			deadline(at(1, 23, 59), 'EXPIRY', 4),
			deadline(at(90, 8), 'PARAMETERS_END', 5)
		],
		at(0, 9)
	);
	expect(days.map(({ day, kind, keys }) => `${day} ${kind} ${keys.length}`)).toEqual([
		'0 EXPIRY 1',
		'1 EXPIRY 2',
		'1 DELETION 1',
		'90 PARAMETERS_END 1'
	]);
	expect(days[1]?.at).toBe(at(1, 0));
});

test('a day is a day of the calendar, also where the clocks change', () => {
	for (let day = 0; day < 366; day++)
		expect(byDay([deadline(at(day, 0, 30))], at(0, 23, 30))[0]?.day).toBe(day);
});
