export { type ByteRange, readRange } from './byte-range.js';
export {
  FileOfPath,
  ListedFolder,
  MovePath,
  NamedPath,
  ReadText,
  RemoteFolderQuery,
  RemotePathQuery,
  UploadedFileReply,
  WriteText,
} from './remote-files.dto.js';
export { type Download, RemoteFolder } from './remote-folder.js';
export { relativePath } from './remote-path.js';
export { receiveUpload } from './receive-upload.js';
export { sendDownload } from './send-download.js';
export { asStorageError } from './sftp-errors.js';
export { type FreeSpace, type RemoteEntry, RemoteFile, SftpSession } from './sftp-session.js';
