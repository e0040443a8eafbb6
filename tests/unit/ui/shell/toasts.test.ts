import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { toasts } from '#lib/ui/shell/toasts.svelte.ts';

const texts = () => toasts.list.map(({ text }) => text);
const long = 8000;

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	toasts.clear();
	vi.useRealTimers();
});

test('a toast goes by itself, but for one that waits for an answer', () => {
	toasts.show('saved');
	toasts.show('cancelled', { action: { label: 'Enable', run: () => undefined } });
	vi.advanceTimersByTime(long - 1);
	expect(texts()).toEqual(['saved', 'cancelled']);
	vi.advanceTimersByTime(1);
	expect(texts()).toEqual(['cancelled']);
});

test('the next toast about the same key takes the place of what an earlier one said', () => {
	toasts.show('payments will be erased', { about: 'payments' });
	toasts.show('ledger is disabled', { about: 'ledger' });
	toasts.show('Deletion cancelled', { about: 'payments' });
	expect(texts()).toEqual(['ledger is disabled', 'Deletion cancelled']);
	vi.advanceTimersByTime(long);
	expect(texts()).toEqual([]);
});

test('toasts stay while the pointer or the focus is on them, and then their whole time', () => {
	toasts.show('saved');
	vi.advanceTimersByTime(long - 1);
	toasts.hold();
	toasts.show('copied');
	vi.advanceTimersByTime(10 * long);
	expect(texts()).toEqual(['saved', 'copied']);
	toasts.release();
	vi.advanceTimersByTime(long - 1);
	expect(texts()).toEqual(['saved', 'copied']);
	vi.advanceTimersByTime(1);
	expect(texts()).toEqual([]);
});

test('the last toast that is closed by hand holds nothing that comes after it', () => {
	toasts.show('saved');
	toasts.hold();
	toasts.close(toasts.list[0]?.id ?? 0);
	toasts.show('copied');
	vi.advanceTimersByTime(long);
	expect(texts()).toEqual([]);
});

test('the same said again takes the place of the first, and no more than three are shown', () => {
	toasts.show('saved');
	toasts.show('cancelled', { action: { label: 'Enable', run: () => undefined } });
	toasts.show('saved');
	expect(texts()).toEqual(['cancelled', 'saved']);
	toasts.show('copied');
	toasts.show('moved');
	expect(texts()).toEqual(['cancelled', 'copied', 'moved']);
});

test('where the page would move, a toast whose time is over goes when the page changes anyway', () => {
	onTestFinished(() => {
		toasts.movesPage = () => false;
	});
	toasts.movesPage = () => true;
	toasts.show('saved');
	vi.advanceTimersByTime(long - 1);
	toasts.leave();
	expect(texts()).toEqual(['saved']);
	vi.advanceTimersByTime(1);
	expect(texts()).toEqual(['saved']);
	toasts.leave();
	expect(texts()).toEqual([]);
});
