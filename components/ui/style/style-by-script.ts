/**
 * A `ref` that sets one style of its element. React's `style` becomes an attribute of the server's HTML, which the content
 * security policy refuses; what a script sets it allows.
 */
export const styleByScript = (property: string, value: string) => (element: HTMLElement | null) => {
  element?.style.setProperty(property, value);
};
