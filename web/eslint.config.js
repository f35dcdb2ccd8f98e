import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Folders under src/features: one for each area of functions/. */
const AREAS = ["identity", "budgets", "plans", "questions", "tasks"];

const UPWARD = { regex: "^\\.\\./", message: "Import from another folder through @/, so that the walls can be seen." };
const OUTSIDE = (folders, message) => ({ regex: `^@/(${folders.join("|")})(/|$)`, message });

/** What a folder may not import. */
const wall = (files, ...patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [UPWARD, ...patterns] }] },
});

/** A page shows what the server sends; it does not decide by a role or a status. */
const RULES_OF_THE_SERVER = ["status", "role", "roles"].map((name) => ({
  selector: `BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name="${name}"]`,
  message: `No comparison with .${name} in a component: let the server send a move, a flag or a label.`,
}));

/** The clock of this machine may be days off. */
const CLOCK_OF_THE_SERVER = ["NewExpression[callee.name='Date'][arguments.length=0]", "CallExpression[callee.name='Date']", "CallExpression[callee.object.name='Date'][callee.property.name='now']"].map(
  (selector) => ({ selector, message: "Use now() of lib/clock: the server's day counts." }),
);

/** A browser that is full or forbids its storage throws at every use of it. */
const STORES = ["localStorage", "sessionStorage"];
const THROUGH = "Use lib/storage, which never throws and tells where nothing is kept.";
const STORAGE = {
  "no-restricted-globals": ["error", ...STORES.map((name) => ({ name, message: THROUGH }))],
  "no-restricted-properties": ["error", ...["window", "globalThis", "self"].flatMap((object) => STORES.map((property) => ({ object, property, message: THROUGH })))],
};

const TYPED = "Use components/typed or a cell of components/grid: they let an input method finish, cut nothing, and make good what is pasted.";
/** Text is typed into one kind of field, which normalises, searches and sends nothing while a composition is open. */
const TEXT_IS_TYPED = [
  "JSXOpeningElement[name.name=/^(Input|textarea|AutoComplete|Mentions|InputNumber)$/]",
  "JSXOpeningElement[name.name='input']:not(:has(JSXAttribute[name.name='type']))",
  "JSXOpeningElement[name.type='JSXMemberExpression'][name.object.name='Input'][name.property.name!='Password']",
  "JSXAttribute[name.name=/^(maxLength|normalize|getValueFromEvent)$/]",
  "JSXAttribute[name.name=/^on(Change|Search|Input|Text|PressEnter)$/] CallExpression[callee.property.name=/^(trim|toLowerCase|toUpperCase|normalize|slice|substring)$/]",
  "CallExpression[callee.name='useDeferredValue']",
].map((selector) => ({ selector, message: TYPED }));
/** Where those fields are made. */
const WHERE_TYPED = ["src/components/typed/**", "src/components/grid/Cells.tsx"];

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/generated"] },
  ...tseslint.configs.strictTypeChecked,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "no-console": "error",
      eqeqeq: "error",
      "jsx-a11y/no-autofocus": ["error", { ignoreNonDOM: true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "no-restricted-imports": ["error", { patterns: [UPWARD] }],
    },
  },
  { ignores: ["src/lib/storage.ts", "src/test/**", "**/*.test.*"], rules: STORAGE },
  { files: ["src/**/*.ts"], ignores: ["src/lib/clock.ts", "**/*.test.*"], rules: { "no-restricted-syntax": ["error", ...CLOCK_OF_THE_SERVER] } },
  { files: ["src/**/*.tsx"], rules: { "no-restricted-syntax": ["error", ...RULES_OF_THE_SERVER, ...CLOCK_OF_THE_SERVER, ...TEXT_IS_TYPED] } },
  { files: WHERE_TYPED, rules: { "no-restricted-syntax": ["error", ...RULES_OF_THE_SERVER, ...CLOCK_OF_THE_SERVER] } },
  wall(["src/lib/**"], OUTSIDE(["app", "features", "components"], "lib knows nothing of what is shown.")),
  wall(["src/api/**"], OUTSIDE(["app", "features", "components"], "api knows nothing of what is shown.")),
  wall(["src/components/**"], OUTSIDE(["app", "features"], "components know no area.")),
  ...AREAS.map((area) =>
    wall(
      [`src/features/${area}/**`],
      OUTSIDE(["app"], "Areas know nothing of the pages put together from them."),
      { regex: `^@/features/(?!${area}/)`, message: "An area does not import another; src/app puts them together." },
    ),
  ),
  { files: ["*.js", "scripts/**"], ...tseslint.configs.disableTypeChecked },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
);
