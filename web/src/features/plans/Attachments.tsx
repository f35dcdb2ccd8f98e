import { FileImageOutlined, FileOutlined, FilePdfOutlined } from "@ant-design/icons";
import { Button, Modal, Tag } from "antd";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { Nothing } from "@/components/States";
import css from "@/features/plans/Attachments.module.css";

type Upload = Schemas["UploadView"];

/** Where the checked version of an attachment is served. */
export const contentOf = (upload: string) => `/api/uploads/${encodeURIComponent(upload)}/content`;

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const isPdf = (name: string) => /\.pdf$/i.test(name);
const isImage = (name: string) => /\.(jpe?g|png)$/i.test(name);

/** Attachments 附件: PDF and pictures are looked at here, the rest is downloaded. */
export function Attachments({ uploads }: { uploads: Upload[] }) {
  const [shown, setShown] = useState<Upload>();
  if (uploads.length === 0) return <Nothing>没有附件</Nothing>;
  return (
    <>
      <ul className={css.list}>
        {uploads.map((upload) => (
          <li key={upload.id}>
            {isPdf(upload.name) ? <FilePdfOutlined /> : isImage(upload.name) ? <FileImageOutlined /> : <FileOutlined />}
            <span className={`long ${css.name}`}>{upload.name}</span>
            <span className="faint number">{sizeWords(upload.size)}</span>
            <Tag>{upload.status_label}</Tag>
            {upload.reason && <span className={css.reason}>{upload.reason}</span>}
            {(isPdf(upload.name) || isImage(upload.name)) && (
              <Button type="link" size="small" onClick={() => setShown(upload)}>
                查看
              </Button>
            )}
            <Button type="link" size="small" href={contentOf(upload.id)} download={upload.name}>
              下载
            </Button>
          </li>
        ))}
      </ul>
      <Modal open={shown !== undefined} onCancel={() => setShown(undefined)} footer={null} width="min(1100px, 94vw)" title={<span className="long">{shown?.name}</span>} destroyOnHidden>
        {shown && <Viewer upload={shown} />}
      </Modal>
    </>
  );
}

function Viewer({ upload }: { upload: Upload }) {
  if (isImage(upload.name)) return <img className={css.image} src={contentOf(upload.id)} alt={upload.name} />;
  return (
    <object className={css.document} data={contentOf(upload.id)} type="application/pdf" aria-label={upload.name}>
      <p>
        浏览器不能在此显示该文件，请<a href={contentOf(upload.id)}>下载后查看</a>。
      </p>
    </object>
  );
}
