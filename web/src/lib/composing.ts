/** Whether a key belongs to an input method 输入法; Safari tells the Enter that ends a composition by its code alone. */
export const isComposing = (event: { isComposing?: boolean; keyCode?: number }): boolean => event.isComposing === true || event.keyCode === OF_INPUT_METHOD;

const OF_INPUT_METHOD = 229;
