import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, Modal } from "antd";

import { changePassword, whoAmI } from "@/features/identity/session";
import { TroubleAlert } from "@/components/TroubleAlert";
import { toTrouble } from "@/lib/problem";

interface Fields {
  current: string;
  next: string;
  again: string;
}

// As the API calls them.
const NAMES = { current: "current", new: "next" } as const;

/** Change one's own password 修改密码; other windows and computers have to sign in again. */
export function ChangePassword({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ current, next }: Fields) => changePassword({ current, new: next }),
    onSuccess: (who) => {
      client.setQueryData(whoAmI.queryKey, who);
      void message.success("密码已修改，其他窗口和电脑上的登录已退出");
      onClose();
    },
    onError: (error) => {
      const faults = toTrouble(error).fields;
      form.setFields(Object.entries(NAMES).map(([field, name]) => ({ name, errors: faults.filter((f) => f.field === field).map((f) => f.message) })));
    },
  });
  const repeated = ({ getFieldValue }: { getFieldValue: (name: keyof Fields) => unknown }) => ({
    validator: (_: unknown, typed: unknown) => (typed === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error("两次输入的新密码不一致"))),
  });
  return (
    <Modal
      open={open}
      title="修改密码"
      okText="修改密码"
      cancelText="取消"
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={() => change.reset()}
      destroyOnHidden
      width={440}
    >
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(fields) => change.mutate(fields)}>
        <Form.Item name="current" label="原密码" rules={[{ required: true, message: "请输入原密码" }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="next" label="新密码" extra="10至128个字符" rules={[{ required: true, message: "请输入新密码" }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="again" label="再输入一次新密码" dependencies={["next"]} rules={[{ required: true, message: "请再输入一次新密码" }, repeated]}>
          <Input.Password autoComplete="new-password" onPressEnter={form.submit} />
        </Form.Item>
        {change.isError && <TroubleAlert error={change.error} except={Object.keys(NAMES)} />}
      </Form>
    </Modal>
  );
}
