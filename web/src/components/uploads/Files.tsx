import { CheckCircleOutlined, CloseCircleOutlined, LoadingOutlined, UploadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useRef, useState, type ReactNode } from "react";

import { Panel } from "@/components/Page";
import css from "@/components/uploads/Files.module.css";
import { isAwaited, uploadQuery } from "@/components/uploads/queries";
import { KINDS } from "@/components/uploads/upload";
import type { Sending, Uploads } from "@/components/uploads/useUploads";
import { toTrouble } from "@/lib/problem";
import { sizeWords } from "@/lib/size";

interface FilesProps {
  attachments: string[];
  uploads: Uploads;
  onRemove: (upload: string) => void;
  /** What else is said or chosen of each. */
  extra?: (upload: string, name: string) => ReactNode;
  /** What is wrong with them as a whole, and what they are for. */
  fault?: string | undefined;
  hint?: string;
  title?: string;
  /** The kinds of files that are of use here. */
  kinds?: readonly string[];
  /** The largest file that is of use here. */
  megabytes?: number;
}

/** Attachments 附件: sent with their progress, then looked at by the server; what is refused says why. */
export function Files({ attachments, uploads, onRemove, extra, fault, hint = "", title = "附件", kinds = KINDS, megabytes = 50 }: FilesProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => uploads.add([...(list ?? [])]);
  return (
    <Panel title={title}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is one more way; the button does the same */}
      <div
        role="group"
        aria-label="上传附件"
        className={`${css.drop} ${over ? css.dropOver : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Button icon={<UploadOutlined />} onClick={() => chooser.current?.click()}>
          选择文件
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={kinds.map((kind) => `.${kind}`).join()}
          aria-label="选择附件文件"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        <p className="soft">{hint}可将文件拖到这里；可上传 {kinds.join("、")} 文件，每个不超过{megabytes}MB；上传时可以继续填写其他内容。</p>
      </div>
      {fault !== undefined && (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      )}
      <ul className={css.files}>
        {attachments.map((upload) => (
          <Attached key={upload} upload={upload} onRemove={onRemove} extra={extra} />
        ))}
        {uploads.sending.map((one) => (
          <OnItsWay key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
    </Panel>
  );
}

function Attached({ upload, onRemove, extra }: { upload: string } & Pick<FilesProps, "onRemove"> & { extra: FilesProps["extra"] | undefined }) {
  const query = useQuery(uploadQuery(upload));
  const { data } = query;
  const name = data?.name ?? "附件";
  const waits = data === undefined || isAwaited(data);
  const wrong = data?.reason ?? (query.isError ? toTrouble(query.error).title : undefined);
  return (
    <li>
      <span className={css.named}>
        <span className="long">{name}</span>
        {extra?.(upload, name)}
      </span>
      <span className="faint number">{data && sizeWords(data.size)}</span>
      <span role="status">
        {wrong !== undefined ? (
          <span style={{ color: "var(--bad)" }} className="long">
            <CloseCircleOutlined /> {data?.status_label}　{wrong}
          </span>
        ) : waits ? (
          <span className="soft">
            <LoadingOutlined /> 已上传，正在检查
          </span>
        ) : (
          <span style={{ color: "var(--good)" }}>
            <CheckCircleOutlined /> {data.status_label}
          </span>
        )}
      </span>
      <Button type="link" size="small" danger aria-label={`移除 ${name}`} onClick={() => onRemove(upload)}>
        移除
      </Button>
    </li>
  );
}

function OnItsWay({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { file, progress, failure } = one;
  return (
    <li>
      <span className="long">{file.name}</span>
      <span className="faint number">{sizeWords(file.size)}</span>
      {failure === null ? (
        progress.phase === "hash" ? (
          <span className="soft">
            <LoadingOutlined /> 正在计算校验值
          </span>
        ) : (
          <Progress percent={progress.percent} size="small" aria-label={`${file.name} 上传进度`} />
        )
      ) : (
        <span role="alert" className="long" style={{ color: "var(--bad)" }}>
          <CloseCircleOutlined /> {failure}
        </span>
      )}
      <span>
        {failure !== null && one.retryable && (
          <Button type="link" size="small" aria-label={`重试 ${file.name}`} onClick={() => uploads.retry(one)}>
            重试
          </Button>
        )}
        <Button type="link" size="small" danger aria-label={`${failure === null ? "取消" : "移除"} ${file.name}`} onClick={() => uploads.cancel(one)}>
          {failure === null ? "取消" : "移除"}
        </Button>
      </span>
    </li>
  );
}
