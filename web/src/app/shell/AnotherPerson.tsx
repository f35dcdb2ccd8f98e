import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";

import { paths } from "@/lib/paths";

interface AnotherProps {
  open: boolean;
  /** Whose pages these are. */
  mine: string;
  /** Who is signed in now; absent until the server said who. */
  theirs?: string;
}

/** Somebody else signed in in another tab: nothing here is done under their name, and nothing typed is lost. */
export function AnotherPerson({ open, mine, theirs }: AnotherProps) {
  const client = useQueryClient();
  const reload = () => {
    client.clear();
    window.location.assign(paths.home);
  };
  return (
    <Modal
      open={open}
      title="登录身份已变更为别的账号"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={480}
      footer={
        <Button type="primary" onClick={reload}>
          {theirs === undefined ? "以新的身份重新载入" : `以${theirs}的身份重新载入`}
        </Button>
      }
    >
      <p>
        本页由{mine}打开，现在本浏览器已由{theirs ?? "别的账号"}登录。本页没有以{theirs ?? "该账号"}的名义保存或提交任何内容。
      </p>
      <p className="soft" style={{ marginTop: 8 }}>
        {mine}已填写、尚未保存的内容留在本机，对{theirs ?? "该账号"}不显示；{mine}重新登录后可以继续填写。
      </p>
    </Modal>
  );
}
