// Every definition of statemachines/ against the Amazon States Language, with the template's substitutions filled in.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import validator from "asl-validator";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../statemachines");
const substitutions = {
  Partition: "aws",
  OpenTaskFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:open-task",
  BatchUnitsFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:batch-units",
  CarryBudgetsFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:carry-budgets",
};

const validate = validator.default ?? validator;
let failed = 0;
const files = readdirSync(folder).filter((name) => name.endsWith(".asl.json"));
for (const name of files) {
  const text = readFileSync(join(folder, name), "utf8").replace(/\$\{(\w+)\}/g, (whole, key) => {
    if (!(key in substitutions)) throw new Error(`${name}: no value for ${whole}`);
    return substitutions[key];
  });
  const { isValid, errorsText } = validate(JSON.parse(text), { checkPaths: true, checkArn: true });
  if (!isValid) {
    failed += 1;
    console.error(`${name}: ${errorsText("\n")}`);
  }
}
console.log(`${files.length - failed} passed, ${failed} failed`);
process.exit(failed || files.length === 0 ? 1 : 0);
