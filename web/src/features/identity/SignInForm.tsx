import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";

import { tellSession } from "@/api/tabs";
import { rememberedSignIn, rememberSignIn, signIn, whoAmI, type Who } from "@/features/identity/session";
import { REGIONS } from "@/features/identity/regions";
import { TroubleAlert } from "@/components/TroubleAlert";
import { TextInput } from "@/components/typed/Text";
import { toTrouble } from "@/lib/problem";
import { tidy } from "@/lib/text";

interface Fields {
  region?: string;
  user_name: string;
  password: string;
}

const NAMES = ["region", "user_name", "password"] as const;

/** As accounts are called: in small letters, however they were typed. */
const accountOf = (typed: string) => tidy(typed).normalize("NFKC").toLowerCase();

/** Region, user name and password; used on the sign-in page and where a session ended amid work. */
export function SignInForm({ onSignedIn }: { onSignedIn: (who: Who) => void }) {
  const [form] = Form.useForm<Fields>();
  const client = useQueryClient();
  const attempt = useMutation({
    mutationFn: ({ region, ...rest }: Fields) => signIn(region === undefined ? rest : { region, ...rest }),
    onSuccess: (who, fields) => {
      rememberSignIn(fields);
      tellSession();
      client.setQueryData(whoAmI.queryKey, who);
      onSignedIn(who);
    },
    onError: (error) => {
      const faults = toTrouble(error).fields;
      form.setFields(NAMES.map((name) => ({ name, errors: faults.filter((f) => f.field === name).map((f) => f.message) })));
    },
  });
  const last = rememberedSignIn();
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ region: last.region || undefined, user_name: last.user_name }}
      onFinish={(fields) => attempt.mutate({ ...fields, user_name: accountOf(fields.user_name) })}
    >
      <Form.Item name="region" label="所属区划">
        <Select options={REGIONS} showSearch={{ optionFilterProp: "label" }} allowClear placeholder="不限（可按省级、市级、区县选择）" size="large" />
      </Form.Item>
      <Form.Item name="user_name" label="用户名" rules={[{ required: true, message: "请输入用户名" }]} trigger="onText" validateTrigger="onText">
        <TextInput size="large" autoComplete="username" autoFocus={last.user_name === ""} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: "请输入密码" }]}>
        <Input.Password size="large" autoComplete="current-password" autoFocus={last.user_name !== ""} />
      </Form.Item>
      {attempt.isError && <TroubleAlert error={attempt.error} except={[...NAMES]} />}
      <Button type="primary" htmlType="submit" size="large" block loading={attempt.isPending} style={{ marginTop: 18 }}>
        登录
      </Button>
    </Form>
  );
}
