import type { ScenarioId } from '../practice/scenarios.ts';
import { scenarios } from '../practice/scenarios.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

/** The pages of the practice scenarios. */
export const learnMessages = inEachLanguage('learnMessages');

/** @returns the words of each step of a scenario, in their order */
export function stepWords(scenario: ScenarioId, language: Language): string[] {
	const { steps1, steps2, steps3, steps4 } = learnMessages[language].scenarios[scenario];
	return [steps1, steps2, steps3, steps4].slice(0, scenarios[scenario].steps.length);
}
