import { FileImageOutlined, FileOutlined, FilePdfOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Modal, Tag } from "antd";
import { useEffect, useRef, useState } from "react";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Answer } from "@/components/Answer";
import { Nothing } from "@/components/States";
import css from "@/components/uploads/Attachments.module.css";
import { toTrouble, Unreachable } from "@/lib/problem";
import { sizeWords } from "@/lib/size";

type Upload = Schemas["UploadView"];

/** An address of the checked version, good for some minutes. */
const linkTo = (upload: string, subject: string) =>
  answered(api.GET("/api/uploads/{upload}/content", { params: { path: { upload }, query: { subject } } }));

/** The content itself, to be looked at here: the address would only offer it to be saved. */
async function contentOf({ id, name }: Upload, subject: string): Promise<Blob> {
  const { url } = await linkTo(id, subject);
  const response = await fetch(url).catch((error: unknown) => {
    throw new Unreachable(error);
  });
  if (!response.ok) throw new Unreachable(response.status);
  return new Blob([await response.arrayBuffer()], { type: isPdf(name) ? "application/pdf" : "image/*" });
}

const isPdf = (name: string) => /\.pdf$/i.test(name);
const isImage = (name: string) => /\.(jpe?g|png)$/i.test(name);

/** Attachments 附件: PDF and pictures are looked at here, the rest is downloaded. */
export function Attachments({ subject, uploads }: { subject: string; uploads: Upload[] }) {
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
              <Button type="link" size="small" onClick={() => setShown(upload)} aria-label={`查看 ${upload.name}`}>
                查看
              </Button>
            )}
            <Download upload={upload} subject={subject} />
          </li>
        ))}
      </ul>
      <Modal open={shown !== undefined} onCancel={() => setShown(undefined)} footer={null} width="min(1100px, 94vw)" title={<span className="long">{shown?.name}</span>} destroyOnHidden>
        {shown && <Viewer upload={shown} subject={subject} />}
      </Modal>
    </>
  );
}

function Download({ upload, subject }: { upload: Upload; subject: string }) {
  const { message } = App.useApp();
  const act = useMutation({
    mutationFn: () => linkTo(upload.id, subject),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => void message.error(toTrouble(error).title),
  });
  return (
    <Button type="link" size="small" loading={act.isPending} onClick={() => act.mutate()} aria-label={`下载 ${upload.name}`}>
      下载
    </Button>
  );
}

function Viewer({ upload, subject }: { upload: Upload; subject: string }) {
  const content = useQuery({ queryKey: ["content", upload.id], queryFn: () => contentOf(upload, subject), staleTime: Infinity, gcTime: 0 });
  return <Answer query={content}>{(blob) => <Shown blob={blob} name={upload.name} />}</Answer>;
}

function Shown({ blob, name }: { blob: Blob; name: string }) {
  const image = useRef<HTMLImageElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    const place = image.current ?? frame.current;
    if (place) place.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  if (isImage(name)) return <img ref={image} className={css.image} alt={name} />;
  return <iframe ref={frame} className={css.document} title={name} />;
}
