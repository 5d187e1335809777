import type { Page } from 'playwright-core';

/** What can be pressed, by the names of WCAG 2.5.8: links, and every control. */
const TARGETS =
  'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="option"], [role="menuitem"], [role="tab"]';

/**
 * What can be pressed on a page and is smaller than 24 x 24 px: its text and its size. Left out, as in WCAG 2.5.8, are links
 * within a sentence. Room around a smaller one, the standard's other exception, is not asked for here: the console has none.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate((selector) => {
    const LEAST = 24;
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      !element.closest('[inert], .visually-hidden');
    /** Where it can be pressed: its boxes, its label, or, where its reach is more than itself, that of its `::after`. */
    const reachOf = (element: Element): DOMRect => {
      const after = getComputedStyle(element, '::after');
      const covers = after.content !== 'none' && after.position === 'absolute' && after.inset === '0px';
      if (covers) {
        let block = element.parentElement as Element;
        while (getComputedStyle(block).position === 'static') block = block.parentElement as Element;
        return block.getBoundingClientRect();
      }
      const label = element.closest('label');
      return (label ?? element).getBoundingClientRect();
    };
    /** Whether its line also holds words that are no target. */
    const isInSentence = (element: Element) => {
      if (getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement as Element;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement as Element;
      const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement as Element;
        const words = /[\p{L}\p{N}]/u.test(node.textContent ?? '');
        if (words && !parent.closest(selector) && isSeen(parent)) return true;
      }
      return false;
    };
    const targets = [...document.querySelectorAll(selector)]
      .filter(isSeen)
      .map((element) => ({ element, box: reachOf(element) }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    return targets
      .filter(({ element, box }) => Math.min(box.width, box.height) < LEAST - 0.01 && !isInSentence(element))
      .map(({ element, box }) => {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40);
        return `${element.localName} “${name}”: ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`;
      });
  }, TARGETS);
}
