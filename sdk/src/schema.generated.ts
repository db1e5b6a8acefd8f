// Written by `npm run contract` from openapi.json. Do not edit.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests would be answered */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sessions this key made, newest first */
        get: operations["listSessions"];
        put?: never;
        /** Create a session that waits for its media */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and progress of a session */
        get: operations["getSession"];
        /**
         * Upload the media of a session in one request
         * @description multipart/form-data with the field `upload`, or the bytes as they are, named by `x-filename`.
         */
        put: operations["putToSession"];
        /**
         * Upload the media of a session in one request
         * @description multipart/form-data with the field `upload`, or the bytes as they are, named by `x-filename`.
         */
        post: operations["uploadToSession"];
        /** Erase text, name and media of a session and stop its work, for good */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the work on a session within a second; it ends as failed with the code CANCELLED */
        post: operations["cancelSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the work on a failed session anew, with the media it was given */
        post: operations["retrySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The recognised words with their times and confidences */
        get: operations["getResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kept media behind a signed link (`media_url`); supports Range */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents of a session, the oldest first */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Make a document of a session, copy one, or import a file
         * @description JSON makes a transcript or captions of what was recognised, a copy of the document that `document_id` names, or what `document` holds. Anything else is a file to import, as the body itself or in a form: SRT, WebVTT, TTML, SBV, EBU STL, JSON or text, judged by its contents.
         */
        post: operations["createDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A document: its content, a file of it, or a link to one
         * @description `format=json` answers the content in the unified form, any other format the file itself; with `direct_download=true` both are a link that works without a key for an hour and supports Range.
         */
        get: operations["getDocument"];
        /**
         * Change the content, the name or the offset of a document
         * @description Words keep their times: those of edited text are aligned with the ones before, unless they are sent too. `changes` saves sending back what did not change. With `If-Match` of an earlier revision the edit is merged with what others wrote since, segment by segment (`merged: true`: read the document again); when both changed the same one in different ways, nothing is written and `EDIT_CONFLICT` tells both texts. Editors should always send it: without it the last one wins.
         */
        put: operations["updateDocument"];
        post?: never;
        /** Remove a document with all its revisions, for good */
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/clear_text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take the text away; segments and times stay */
        put: operations["clearText"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/reset_to_original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring back what the document was when it was made */
        put: operations["resetToOriginal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/finished_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a document to edits, or open it again */
        post: operations["setFinishedStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a document open: whoever follows its events */
        get: operations["listPresence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done to sessions, documents and folders, newest first
         * @description Administrators see all of their organisation, others what lies in folders they may read now, a key what happened to its own sessions. Edits of one document by one person are one entry in ten minutes.
         */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a document, newest first */
        get: operations["listDocumentActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a folder and the sessions in it, newest first */
        get: operations["listFolderActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file behind a signed link (`download_url`); supports Range */
        get: operations["downloadDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed a document, when and how, the newest first */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/revisions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an earlier revision back, as a new one */
        post: operations["restoreRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What in captions breaks the rules */
        get: operations["getDocumentQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Several documents as one, in a session of its own */
        post: operations["mergeDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The links of a document, the newest first, with their last use */
        get: operations["listShares"];
        put?: never;
        /**
         * Make a link by which anybody can read or edit a document, without an account
         * @description The body may be left out. The token is behind `#` in the link, which browsers send to no server; it is stored as a hash and shown this once.
         */
        post: operations["createShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/share/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a link, at once and for good */
        delete: operations["revokeShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/share/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link and send it to people by mail
         * @description One link for all of them, a mail to each. A password is not in the mails: tell it in another way.
         */
        post: operations["mailShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session of a shared document, as far as it is a guest’s to know */
        get: operations["getSharedSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the password of a link once */
        post: operations["unlockShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The media behind the `media_url` of a guest; supports Range */
        get: operations["getSharedMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/document/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A shared document: its content, a file of it, or a link to one
         * @description As `getDocument`, without templates and earlier revisions.
         */
        get: operations["getSharedDocument"];
        /** Change a shared document; its revision bears the name of the guest */
        put: operations["updateSharedDocument"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/document/{document_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file behind the `download_url` of a guest; supports Range */
        get: operations["downloadSharedDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/document/{document_id}/clear_text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take the text away */
        put: operations["clearSharedText"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/document/{document_id}/reset_to_original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring back what the document was when it was made */
        put: operations["resetSharedDocument"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/shared/document/{document_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that it is done; from then on the link is for reading */
        put: operations["finishSharedDocument"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comments on a document */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on a document, a part of it, or answer a comment
         * @description On the whole document, on a time (`start`, `stop`), on a paragraph or caption (`segment_id`) or a part of that. It stays with its words when the text is edited. Finished documents can be commented on too.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One comment */
        get: operations["getComment"];
        /**
         * Change a comment of one’s own, or resolve a thread
         * @description Text and mentions are for their author alone; whoever may write resolves and reopens.
         */
        put: operations["updateComment"];
        post?: never;
        /**
         * Delete a comment: one’s own, or any as an administrator
         * @description One that others answered stays as an empty mark, until the last answer goes.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/upload-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link for uploading the media of a session without a key, good for 24 hours and one file */
        post: operations["createUploadUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload the media of a session to the link that createUploadUrl gave; starts the work
         * @description The body is the file. `Content-Type` and `x-filename` are kept, headers beginning with `x-ms-` are ignored. A PUT that is cut off can be repeated.
         */
        put: operations["putToUploadUrl"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of an uploaded file: its session and metadata */
        get: operations["getFile"];
        put?: never;
        /** HEAD, PATCH or DELETE of an upload for clients that can send POST only */
        post: operations["overrideUploadMethod"];
        /** End an unfinished upload (TUS 1.0) */
        delete: operations["deleteUpload"];
        options?: never;
        /** How much of an upload has arrived (TUS 1.0) */
        head: operations["getUploadOffset"];
        /** Send the next bytes of an upload (TUS 1.0) */
        patch: operations["appendUpload"];
        trace?: never;
    };
    "/api/v3/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a resumable upload (TUS 1.0)
         * @description Metadata (`Upload-Metadata`, base64): `language` and the other fields of createSession as text, `filename`, `filetype`, `document_type`, `document` (JSON), `session_id` to use an existing session, `sha256` (hex) for a file that must arrive as it is. `Upload-Concat: partial` begins a part, which needs no metadata; `final;<addresses>` makes one upload of complete parts.
         */
        post: operations["createUpload"];
        delete?: never;
        /** What the TUS server supports */
        options: operations["getUploadOptions"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the documents of a folder, and of those below it, into a ZIP
         * @description A job: `GET /api/v3/folders/jobs/{job_id}` tells how far it is, and has the link when it is done. What the caller may not read is not in it.
         */
        post: operations["exportFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a folder and those below it that the caller may see, with their rights and completed sessions
         * @description The folders are there at once; a job (`job_id`) copies the sessions, with their documents.
         */
        post: operations["copyFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports, imports and copies of folders, the newest first; of administrators, those of everybody */
        get: operations["listFolderJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is, and what became of it */
        get: operations["getFolderJob"];
        put?: never;
        post?: never;
        /** Stop a job and remove its archive; what an import has made until then stays */
        delete: operations["deleteFolderJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/jobs/{job_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive behind the signed link of an export; supports Range */
        get: operations["downloadFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a ZIP of media and captions into a folder
         * @description application/zip, or multipart/form-data with the fields below and then the field `file`. A job: folders of the archive become folders, media sessions, captions and texts documents: of the session of media with the same name, or of one of their own.
         */
        post: operations["importFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The installed speech models and what they can do */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/login/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a second factor: e-mail and password again, with a code */
        post: operations["loginMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this login, everywhere and at once */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a link to choose a new password; the answer is the same whether or not there is such an account */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an account with an organisation of one’s own, where registration is on
         * @description A mail tells the rest; the answer is the same whether or not the address has an account.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose the first password, by the link of an invitation
         * @description Everywhere else one is signed out; a second factor stays. The link is good once.
         */
        post: operations["activateAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password, by the link that was sent
         * @description Everywhere else one is signed out; a second factor stays. The link is good once.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/login/microsoft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in with Microsoft */
        get: operations["loginMicrosoft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/callback/microsoft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where Microsoft sends people back to; for their browsers only */
        get: operations["finishLoginMicrosoft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/login/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in with the OpenID provider of this server */
        get: operations["loginOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/auth/callback/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the OpenID provider of this server sends people back to; for their browsers only */
        get: operations["finishLoginOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/qr_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A new secret for an authenticator, as text and as a picture; good once `enable` has seen a code of it */
        get: operations["getMfaQrCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/backup_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ten new backup codes; earlier ones are good no more */
        get: operations["getBackupCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch the second factor on, with a code of the authenticator */
        post: operations["enableMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch it off, with the password and a code */
        post: operations["disableMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/verify_totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a code is right; it is used up by that */
        post: operations["verifyTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/mfa/2fa/verify_backup_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a code is right; it is used up by that */
        post: operations["verifyBackupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["getMe"];
        put?: never;
        /** Change the own names, newsletter and, with the password, e-mail address */
        post: operations["changeMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; ends all other logins */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove with the password who one is, for what asks for it (REAUTHENTICATION_REQUIRED)
         * @description A code does the same: …/mfa/2fa/verify_totp. It counts for a quarter of an hour, on this login.
         */
        post: operations["confirmAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete the own account, at once and for good */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /** Deactivate the own account; an administrator can activate it again */
        patch: operations["deactivateAccount"];
        trace?: never;
    };
    "/api/v3/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a new e-mail address into use, by the link that was sent to it */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, the last used first */
        get: operations["listLogins"];
        put?: never;
        post?: never;
        /** Sign out everywhere but here */
        delete: operations["endOtherLogins"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out on one device, at once */
        delete: operations["endLogin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisation you belong to */
        get: operations["getOwnOrganization"];
        put?: never;
        /** Change the organisation you belong to; what is left out stays */
        post: operations["updateOwnOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/profile/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove the logo of your organisation */
        delete: operations["deleteLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/profile/{id}/logo/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The logo at the address that `logo_url` gives; for anybody who has it */
        get: operations["getLogo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/profile/{id}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give your organisation another logo
         * @description A PNG, JPEG, WebP or GIF of 5 MiB and 25 million pixels at most, as the field `logo` (or `file`) of `multipart/form-data`, or as
         *     the body itself (`image/…`, `application/octet-stream`). It is drawn anew as a PNG of 512 × 512 at most, without what else was in the
         *     file. SVG and moving pictures are refused.
         */
        post: operations["uploadLogo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the organisation, newest first */
        get: operations["listUsers"];
        put?: never;
        /** Invite somebody: they get a mail with a link that is good for a week */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/user/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: operations["getUser"];
        /** Change names and roles of a person, deactivate or reactivate them; what is left out stays */
        put: operations["updateUser"];
        post?: never;
        /** Delete a person for good; what they made stays */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/user/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign a person out everywhere, at once */
        delete: operations["endUserLogins"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/user/{id}/2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Switch off the second factor of somebody who lost it; they are told */
        delete: operations["resetUserMfa"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/user/{id}/resend-activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an invitation again; the earlier link is good no more */
        post: operations["resendActivation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups of the organisation, newest first */
        get: operations["listGroups"];
        put?: never;
        /** Make a group */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/group/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group */
        get: operations["getGroup"];
        /** Change a group; what is left out stays */
        put: operations["updateGroup"];
        post?: never;
        /** Delete a group; the people in it stay */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/group/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group, newest first */
        get: operations["listGroupUsers"];
        put?: never;
        /** Put people into a group: all of them or none */
        post: operations["addGroupUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/group/{id}/users/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take people out of a group: all of them or none */
        delete: operations["removeGroupUsers"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every folder the caller may see, newest first, or those of one level */
        get: operations["listFolders"];
        put?: never;
        /** Make a folder */
        post: operations["createFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What lies at the top: folders, then sessions that are in none */
        get: operations["getRootFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A folder and what lies in it: folders, then sessions, as one list in pages */
        get: operations["getFolder"];
        /** Change name, place, privacy or rights of a folder; what is left out stays */
        put: operations["updateFolder"];
        post?: never;
        /** Delete a folder; what is in it moves up, or is deleted with it */
        delete: operations["deleteFolder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a folder with all that is in it */
        post: operations["moveFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/folder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move a session into a folder, or out of all */
        put: operations["moveSession"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move sessions into a folder: all of them or none */
        post: operations["moveSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/root/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move sessions out of their folders, to the top: all of them or none */
        post: operations["moveSessionsToRoot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/folders/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin a folder for oneself */
        put: operations["pinFolder"];
        post?: never;
        /** Take a pin off a folder */
        delete: operations["unpinFolder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin a session for oneself */
        put: operations["pinSession"];
        post?: never;
        /** Take a pin off a session */
        delete: operations["unpinSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/user_preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own preferences, newest first */
        get: operations["listPreferences"];
        put?: never;
        /** Keep something under a key of your own, 200 at most */
        post: operations["createPreference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/user_preferences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your preferences */
        get: operations["getPreference"];
        /** Change one of your preferences */
        put: operations["updatePreference"];
        post?: never;
        /** Delete one of your preferences */
        delete: operations["deletePreference"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the organisation, newest first, as JSON or CSV */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the whole installation, newest first, as JSON or CSV */
        get: operations["listAdminAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All organisations, with how much is in them */
        get: operations["listAdminOrganizations"];
        put?: never;
        /** Make an organisation and invite its first administrator */
        post: operations["createAdminOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organisation */
        get: operations["getAdminOrganization"];
        /** Rename, limit, suspend or unsuspend an organisation */
        put: operations["updateAdminOrganization"];
        post?: never;
        /** Delete an organisation: closed at once, erased by a job (`erased_at` says when that was done) */
        delete: operations["deleteAdminOrganization"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions and seconds of audio by organisation and month, newest month first */
        get: operations["listAdminUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits and is worked on, by organisation */
        get: operations["listAdminQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/sessions/stranded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions that got nowhere: unfinished for too long, without media, failed lately */
        get: operations["listStrandedSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/admin/sessions/stranded/{session_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a failed session back into the queue */
        post: operations["retryStrandedSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is kept about oneself, as a ZIP of JSON files */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys of the organisation, newest first; never the keys themselves */
        get: operations["listTokens"];
        put?: never;
        /** Make an API key; it is shown this once */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an API key, everywhere and at once */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The export templates of the organisation, newest first */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Add an export template
         * @description multipart/form-data with these fields:
         *
         *     - `name` (required): up to 200 characters
         *     - `type` (required): `EXPORT_TEMPLATE` or `SUMMARIZATION`
         *     - `template_docx`: the DOCX file with placeholders, up to 10 MB; required for `EXPORT_TEMPLATE`
         *     - `example_pdf`: what it will look like, up to 10 MB; required for `EXPORT_TEMPLATE`, unless `PARLANCE_TEMPLATE_PDF_REQUIRED=0`
         *     - `prompt`: up to 10 000 characters; required for `SUMMARIZATION`
         *
         *     Templates with macros, embedded objects or content from elsewhere, and those with unknown or unclosed placeholders, are refused with the reason.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One export template */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        /** Remove an export template and its files */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/templates/{id}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a template behind a signed link (`docx_url`, `pdf_url`); supports Range */
        get: operations["getTemplateFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/templates/example": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A DOCX with every placeholder, to begin a template with */
        get: operations["getExampleTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The endpoints that are told of everything in the organisation, newest first */
        get: operations["listWebhooks"];
        put?: never;
        /** Add an endpoint that is told of the events it asks for */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint */
        get: operations["getWebhook"];
        /** Change an endpoint; what still waits to be sent goes to its new address */
        put: operations["updateWebhook"];
        post?: never;
        /** Remove an endpoint and stop what still waits to be sent to it */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The secrets that sign webhooks now, newest first; never the secrets themselves */
        get: operations["listWebhookSecrets"];
        put?: never;
        /**
         * Make a new signing secret; it is shown this once
         * @description The one before signs along for 24 hours: `webhook-signature` then holds a signature by each. `X-Scriptix-Signature: sha256=<hex>` is the HMAC-SHA256 of the body by the newest secret; its key is the text of the secret as shown here, `whsec_` included.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/secret/{secret_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a rotated secret at once, before its 24 hours are over */
        delete: operations["deleteWebhookSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every webhook sent for the organisation in the last 30 days, newest first
         * @description Those to its endpoints and those to the addresses that sessions named.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with its attempts, what was sent and what came back */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description The same id and body; tried at once and, if need be, through the whole schedule anew.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to an endpoint in the last 30 days, newest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/{id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery to an endpoint again
         * @description The same id and body; tried at once and, if need be, through the whole schedule anew.
         */
        post: operations["redeliverToWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an endpoint a `webhook.test` now and see what it answers
         * @description Waits for the answer, 20 seconds at most. Tried once.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to the sessions of this key, or for people to those they may see, and to their documents
         * @description Begins with `stream.ready`. Each event has an `id`; a client that was cut comes back with the last one it received (`Last-Event-ID`) and gets what it missed, runs of progress reduced to the last. Events with ids come in their order, none twice. Events are kept for 24 hours unless configured otherwise. A comment comes every 15 seconds when nothing happens. `stream.shutdown` says that the server stops: come back. When the last id is too old or unknown, `stream.reset` says that lists have to be loaded anew.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of one session until it ends
         * @description Begins with the present state, and ends after `session.completed`, `session.failed` or `session.deleted`; who comes back after that gets 204. Tells also when its place in the queue changes, by events without an id. Each event has an `id`; a client that was cut comes back with the last one it received (`Last-Event-ID`) and gets what it missed, runs of progress reduced to the last. Events with ids come in their order, none twice. Events are kept for 24 hours unless configured otherwise. A comment comes every 15 seconds when nothing happens. `stream.shutdown` says that the server stops: come back.
         */
        get: operations["streamSessionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/speech-to-text/session/{session_id}/document/{document_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is done to one document: opened, closed, edited, finished, commented
         * @description Begins with `stream.ready`, which tells who has the document open (`viewers`). Whoever follows it has it open: others are told by `document.opened` and `document.closed`. Ends after `document.deleted` and `session.deleted`, and when the right to read the document ends. Each event has an `id`; a client that was cut comes back with the last one it received (`Last-Event-ID`) and gets what it missed, runs of progress reduced to the last. Events with ids come in their order, none twice. Events are kept for 24 hours unless configured otherwise. A comment comes every 15 seconds when nothing happens. `stream.shutdown` says that the server stops: come back.
         */
        get: operations["streamDocumentEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/realtime/initialize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes sure that live connections are taken; here they always are while a model for them is installed */
        post: operations["initializeRealtime"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/realtime/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether live connections are taken, and where */
        get: operations["getRealtimeStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every limit in force for this key, and how much of it is used */
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v3/organization/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long media, transcripts and logs are kept */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @description Title of the HTTP status */
            error: string;
            /** @description What is wrong and what to do */
            message: string;
            /** @description Stable code for programs */
            error_code: string;
            error_description: string;
            detail: string | null;
            details: {
                [key: string]: unknown;
            } | null;
            /** @description Seconds after which to try again, as in Retry-After */
            retry_after?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                    };
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Part of the file name or of the session id, or words of a document as web search engines take them: `"all of these"`, `this or that`, `-without` */
                q?: string;
                /** @description queued, processing, completed, failed, new; synonyms are understood */
                status?: string;
                /** @description created_at, updated_at, finished_at, filename, duration or status */
                sort?: string;
                /** @description Default desc */
                direction?: "asc" | "desc";
                folder_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created, queued, processing, completed or failed */
                            status: string;
                            filename: string | null;
                            /** @description Seconds of audio; 0 until processed */
                            duration: number;
                            language: string;
                            /** @description What was heard where `auto` was asked for; ISO 639 */
                            detected_language: string | null;
                            /** @description MIME type of the uploaded file */
                            media_type: string | null;
                            /** @description Signed, expiring link to the kept copy */
                            media_url: string | null;
                            /** @description Why it failed */
                            error: string | null;
                            /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            document: {
                                id: string;
                                name: string;
                                type: string;
                            } | null;
                            session_mode: string;
                            custom_model_id: number | null;
                            folder_id: number | null;
                            punctuation: boolean;
                            multichannel: boolean;
                            keep_source: boolean;
                            diarization: boolean | null;
                            speaker_count: number | null;
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description The speech engine of that model */
                            engine: string;
                            /** @description fetch, prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                            download: {
                                received_bytes: number;
                                total_bytes: number | null;
                            } | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                            waiting_for: string | null;
                            /** @description Rough estimate of the time until completion */
                            estimated_seconds_left: number | null;
                            /** @description With `q`: where a document says it first; null when only a name matches */
                            match?: {
                                document_id: string;
                                segment_id: string;
                                /** @description Milliseconds: where the first word that was looked for is spoken */
                                time: number;
                                /** @description Some words around it */
                                snippet: string;
                                /** @description What was looked for, in the snippet: [first character, number of characters] */
                                highlights: number[][];
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Language tag or model key; `GET …/models` lists them. `auto` has the language identified, if a model for that is installed.
                     * @example en
                     */
                    language: string;
                    /** @description Sentences with capitals and punctuation. Default false. */
                    punctuation?: boolean | null;
                    /** @description Every channel is transcribed on its own. Default false. */
                    multichannel?: boolean | null;
                    /** @description Keeps a small re-encoded copy of the media. Default false. */
                    keep_source?: boolean | null;
                    /** @description Tells speakers apart (`S1`, `S2` …), best with a model for that installed. */
                    diarization?: boolean | null;
                    /** @description How many speak, with `multichannel` on each channel. Found out if left out. */
                    speaker_count?: number | null;
                    /** @description Address the server fetches the media from: https, on the public internet. */
                    media_source?: string | null;
                    /** @description Called when the session has completed or failed; https, a public address. */
                    webhook_url?: string | null;
                    /**
                     * @description Default POST
                     * @enum {unknown}
                     */
                    webhook_method?: "POST" | "PUT" | null;
                    /**
                     * @description `Name: value`, sent with every attempt
                     * @example [
                     *       "Authorization: Bearer abc"
                     *     ]
                     */
                    webhook_headers?: string[] | null;
                    document?: ({
                        /** @enum {unknown} */
                        document_type?: "caption" | "document" | "transcript";
                        filename?: string | null;
                        /** @enum {unknown} */
                        profile?: "default" | "netflix" | "bbc" | "social";
                        max_line_length?: number | null;
                        max_line_words?: number | null;
                        max_segment_duration?: number | null;
                        max_segment_lines?: number | null;
                        max_segment_words?: number | null;
                        max_silence_between_words?: number | null;
                        min_segment_gap?: number;
                        webhook_url?: string | null;
                        /**
                         * @description Default POST
                         * @enum {unknown}
                         */
                        webhook_method?: "POST" | "PUT" | null;
                        /**
                         * @description `Name: value`, sent with every attempt
                         * @example [
                         *       "Authorization: Bearer abc"
                         *     ]
                         */
                        webhook_headers?: string[] | null;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                    meta_data?: {
                        [key: string]: string;
                    } | null;
                    folder_id?: number | null;
                    custom_model_id?: number | null;
                    /** @enum {unknown} */
                    session_mode?: "decode" | "align" | "upload" | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created or uploaded */
                            status: string;
                            session_mode: string;
                            language: string;
                            filename: string | null;
                            duration: number;
                            /** @description audio or video */
                            media_type: string | null;
                            media_url: string | null;
                            error: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created or uploaded */
                        status: string;
                        session_mode: string;
                        language: string;
                        filename: string | null;
                        duration: number;
                        /** @description audio or video */
                        media_type: string | null;
                        media_url: string | null;
                        error: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created, queued, processing, completed or failed */
                            status: string;
                            filename: string | null;
                            /** @description Seconds of audio; 0 until processed */
                            duration: number;
                            language: string;
                            /** @description What was heard where `auto` was asked for; ISO 639 */
                            detected_language: string | null;
                            /** @description MIME type of the uploaded file */
                            media_type: string | null;
                            /** @description Signed, expiring link to the kept copy */
                            media_url: string | null;
                            /** @description Why it failed */
                            error: string | null;
                            /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            document: {
                                id: string;
                                name: string;
                                type: string;
                            } | null;
                            session_mode: string;
                            custom_model_id: number | null;
                            folder_id: number | null;
                            punctuation: boolean;
                            multichannel: boolean;
                            keep_source: boolean;
                            diarization: boolean | null;
                            speaker_count: number | null;
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description The speech engine of that model */
                            engine: string;
                            /** @description fetch, prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                            download: {
                                received_bytes: number;
                                total_bytes: number | null;
                            } | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                            waiting_for: string | null;
                            /** @description Rough estimate of the time until completion */
                            estimated_seconds_left: number | null;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created, queued, processing, completed or failed */
                        status: string;
                        filename: string | null;
                        /** @description Seconds of audio; 0 until processed */
                        duration: number;
                        language: string;
                        /** @description What was heard where `auto` was asked for; ISO 639 */
                        detected_language: string | null;
                        /** @description MIME type of the uploaded file */
                        media_type: string | null;
                        /** @description Signed, expiring link to the kept copy */
                        media_url: string | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                        error_code: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        session_mode: string;
                        custom_model_id: number | null;
                        folder_id: number | null;
                        punctuation: boolean;
                        multichannel: boolean;
                        keep_source: boolean;
                        diarization: boolean | null;
                        speaker_count: number | null;
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description The speech engine of that model */
                        engine: string;
                        /** @description fetch, prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putToSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created or uploaded */
                            status: string;
                            session_mode: string;
                            language: string;
                            filename: string | null;
                            duration: number;
                            /** @description audio or video */
                            media_type: string | null;
                            media_url: string | null;
                            error: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created or uploaded */
                        status: string;
                        session_mode: string;
                        language: string;
                        filename: string | null;
                        duration: number;
                        /** @description audio or video */
                        media_type: string | null;
                        media_url: string | null;
                        error: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    uploadToSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created or uploaded */
                            status: string;
                            session_mode: string;
                            language: string;
                            filename: string | null;
                            duration: number;
                            /** @description audio or video */
                            media_type: string | null;
                            media_url: string | null;
                            error: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created or uploaded */
                        status: string;
                        session_mode: string;
                        language: string;
                        filename: string | null;
                        duration: number;
                        /** @description audio or video */
                        media_type: string | null;
                        media_url: string | null;
                        error: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancelSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created, queued, processing, completed or failed */
                            status: string;
                            filename: string | null;
                            /** @description Seconds of audio; 0 until processed */
                            duration: number;
                            language: string;
                            /** @description What was heard where `auto` was asked for; ISO 639 */
                            detected_language: string | null;
                            /** @description MIME type of the uploaded file */
                            media_type: string | null;
                            /** @description Signed, expiring link to the kept copy */
                            media_url: string | null;
                            /** @description Why it failed */
                            error: string | null;
                            /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            document: {
                                id: string;
                                name: string;
                                type: string;
                            } | null;
                            session_mode: string;
                            custom_model_id: number | null;
                            folder_id: number | null;
                            punctuation: boolean;
                            multichannel: boolean;
                            keep_source: boolean;
                            diarization: boolean | null;
                            speaker_count: number | null;
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description The speech engine of that model */
                            engine: string;
                            /** @description fetch, prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                            download: {
                                received_bytes: number;
                                total_bytes: number | null;
                            } | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                            waiting_for: string | null;
                            /** @description Rough estimate of the time until completion */
                            estimated_seconds_left: number | null;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created, queued, processing, completed or failed */
                        status: string;
                        filename: string | null;
                        /** @description Seconds of audio; 0 until processed */
                        duration: number;
                        language: string;
                        /** @description What was heard where `auto` was asked for; ISO 639 */
                        detected_language: string | null;
                        /** @description MIME type of the uploaded file */
                        media_type: string | null;
                        /** @description Signed, expiring link to the kept copy */
                        media_url: string | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                        error_code: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        session_mode: string;
                        custom_model_id: number | null;
                        folder_id: number | null;
                        punctuation: boolean;
                        multichannel: boolean;
                        keep_source: boolean;
                        diarization: boolean | null;
                        speaker_count: number | null;
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description The speech engine of that model */
                        engine: string;
                        /** @description fetch, prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retrySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            session_id: string;
                            /** @description new, created, queued, processing, completed or failed */
                            status: string;
                            filename: string | null;
                            /** @description Seconds of audio; 0 until processed */
                            duration: number;
                            language: string;
                            /** @description What was heard where `auto` was asked for; ISO 639 */
                            detected_language: string | null;
                            /** @description MIME type of the uploaded file */
                            media_type: string | null;
                            /** @description Signed, expiring link to the kept copy */
                            media_url: string | null;
                            /** @description Why it failed */
                            error: string | null;
                            /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            document: {
                                id: string;
                                name: string;
                                type: string;
                            } | null;
                            session_mode: string;
                            custom_model_id: number | null;
                            folder_id: number | null;
                            punctuation: boolean;
                            multichannel: boolean;
                            keep_source: boolean;
                            diarization: boolean | null;
                            speaker_count: number | null;
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description The speech engine of that model */
                            engine: string;
                            /** @description fetch, prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                            download: {
                                received_bytes: number;
                                total_bytes: number | null;
                            } | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                            waiting_for: string | null;
                            /** @description Rough estimate of the time until completion */
                            estimated_seconds_left: number | null;
                        };
                        id: number;
                        session_id: string;
                        /** @description new, created, queued, processing, completed or failed */
                        status: string;
                        filename: string | null;
                        /** @description Seconds of audio; 0 until processed */
                        duration: number;
                        language: string;
                        /** @description What was heard where `auto` was asked for; ISO 639 */
                        detected_language: string | null;
                        /** @description MIME type of the uploaded file */
                        media_type: string | null;
                        /** @description Signed, expiring link to the kept copy */
                        media_url: string | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                        error_code: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        started_at: string | null;
                        /** Format: date-time */
                        finished_at: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        session_mode: string;
                        custom_model_id: number | null;
                        folder_id: number | null;
                        punctuation: boolean;
                        multichannel: boolean;
                        keep_source: boolean;
                        diarization: boolean | null;
                        speaker_count: number | null;
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description The speech engine of that model */
                        engine: string;
                        /** @description fetch, prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getResult: {
        parameters: {
            query?: {
                /** @description Seconds (default) or whole milliseconds */
                time_unit?: "s" | "ms";
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            session_id: string;
                            /** @description new, created, uploaded, processing, done or failed */
                            status: string;
                            filename: string | null;
                            /** @description Seconds */
                            duration: number;
                            /** @description audio or video */
                            media_type: string | null;
                            media_url: string | null;
                            error: string | null;
                            results: {
                                result: (string | number | null)[][];
                                /** @description "unk" while speakers are not told apart */
                                speaker: string;
                                text: string;
                                /** @description Mean confidence of the words */
                                sconf: number | null;
                                /** @description 0-based */
                                channel: number;
                            }[];
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMedia: {
        parameters: {
            query: {
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The media, or the range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description The media, or the range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createDocument: {
        parameters: {
            query?: {
                /** @description Default document; of a copy, that of its source */
                document_type?: "caption" | "document" | "transcript";
                filename?: string;
                profile?: "default" | "netflix" | "bbc" | "social";
            };
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Default document; of a copy, that of its source
                     * @enum {unknown}
                     */
                    document_type?: "caption" | "document" | "transcript";
                    /** @description Copies this document, of any session of this key */
                    document_id?: string;
                    /** @description The same as `document_id` */
                    source_document_id?: string;
                    filename?: string | null;
                    /** @enum {unknown} */
                    profile?: "default" | "netflix" | "bbc" | "social";
                    max_line_length?: number | null;
                    max_line_words?: number | null;
                    max_segment_duration?: number | null;
                    max_segment_lines?: number | null;
                    max_segment_words?: number | null;
                    max_silence_between_words?: number | null;
                    min_segment_gap?: number;
                    document?: {
                        /** @enum {string} */
                        document_type: "document";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            paragraphs: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        /** @enum {string} */
                        document_type: "caption";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            segments: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[];
                    webhook_url?: string | null;
                    /**
                     * @description Default POST
                     * @enum {unknown}
                     */
                    webhook_method?: "POST" | "PUT" | null;
                    /**
                     * @description `Name: value`, sent with every attempt
                     * @example [
                     *       "Authorization: Bearer abc"
                     *     ]
                     */
                    webhook_headers?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                            /** @description What had to be mended in an imported file, a sentence each */
                            repairs?: string[];
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: {
                /** @description json, txt, srt, vtt, sbv, ttml, stl, html, csv, docx, pdf, template or media */
                format?: string;
                /** @description Where a format can do without */
                without_timestamps?: boolean;
                without_speakers?: boolean;
                /** @description For docx, pdf and template */
                template_id?: number;
                /** @description imsc1.1 (default) or ebu-tt-d for ttml; by which rules a transcript is captioned: default, netflix, bbc, social */
                profile?: "imsc1.1" | "ebu-tt-d" | "default" | "netflix" | "bbc" | "social";
                /** @description Of stl; default 25 */
                frame_rate?: 25 | 30;
                /** @description An earlier one */
                revision?: number;
                /** @description 0: json of captions is the bare array of the first documented API */
                version?: number;
                /** @description Answers a link to the file that needs no key, for an hour */
                direct_download?: boolean;
                /** @description Of a link, instead of a key: answers what `getSharedDocument` does */
                token?: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            download_url: string | null;
                            /** @description Seconds */
                            expires_in: number | null;
                            /** @description DocumentTranscriptV1 or DocumentSubtitleV1; null when a link was asked for */
                            document: null | {
                                /** @enum {string} */
                                document_type: "document";
                                /** @enum {number} */
                                version: 1;
                                metadata: {
                                    language?: string;
                                    speakers?: {
                                        [key: string]: string;
                                    };
                                };
                                content: {
                                    paragraphs: {
                                        id?: string;
                                        start: number;
                                        stop: number;
                                        speaker?: string | null;
                                        text: string;
                                        words?: [
                                            string,
                                            number,
                                            number,
                                            number | null
                                        ][];
                                    }[];
                                };
                            } | {
                                /** @enum {string} */
                                document_type: "caption";
                                /** @enum {number} */
                                version: 1;
                                metadata: {
                                    language?: string;
                                    speakers?: {
                                        [key: string]: string;
                                    };
                                };
                                content: {
                                    segments: {
                                        id?: string;
                                        start: number;
                                        stop: number;
                                        speaker?: string | null;
                                        text: string;
                                        words?: [
                                            string,
                                            number,
                                            number,
                                            number | null
                                        ][];
                                    }[];
                                };
                            } | unknown[];
                            content_type: string;
                            size_bytes: number | null;
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                    "text/plain": string;
                    "application/x-subrip": string;
                    "text/vtt": string;
                    "application/ttml+xml": string;
                    "application/octet-stream": string;
                    "text/html": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description The range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "text/plain": string;
                    "application/x-subrip": string;
                    "text/vtt": string;
                    "application/ttml+xml": string;
                    "application/octet-stream": string;
                    "text/html": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filename?: string | null;
                    document?: {
                        /** @enum {string} */
                        document_type: "document";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            paragraphs: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        /** @enum {string} */
                        document_type: "caption";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            segments: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[];
                    /** @description An array here is taken for `document` */
                    document_type?: {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[] | string;
                    changes?: {
                        id?: string;
                        start?: number;
                        stop?: number;
                        speaker?: string | null;
                        text?: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                        /** @description Takes the segment `id` out */
                        delete?: boolean;
                        /** @description A new segment goes behind this one, with null to the beginning */
                        after?: string | null;
                    }[];
                    /** @description `HH:MM:SS.mmm`, or `HH:MM:SS:FF` with 25 frames a second; added to the times of exported files */
                    timecode_offset?: string | null;
                    use_plain_document?: boolean | ("true" | "false");
                    plain_document_changed?: boolean | ("true" | "false");
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                            /** @description Others had written since the revision of `If-Match`: read the document again */
                            merged?: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    clearText: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetToOriginal: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    setFinishedStatus: {
        parameters: {
            query?: {
                /** @description Default true */
                status?: boolean;
            };
            header?: {
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description `user:3` or `key:12` */
                            actor: string;
                            actor_name: string | null;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listActivity: {
        parameters: {
            query?: {
                /** @description `document.edited`, or all that begin with it if it ends with a dot: `comment.` */
                action?: string;
                /** @description `user:3`, `key:12`, `system` */
                actor?: string;
                /** @description This or later */
                from?: string;
                /** @description Before this */
                to?: string;
                /** @description `next_cursor` of the page before: what is added meanwhile moves nothing */
                cursor?: string;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Of this folder and the sessions in it */
                folder_id?: number;
                session_id?: string;
                document_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        result: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description `user:3`, `key:12`, `system`, `guest:` and the name they gave */
                            actor: string;
                            actor_name: string | null;
                            action: string;
                            session_id: string | null;
                            /** @description Names are those of now; null: it is gone */
                            session_name: string | null;
                            document_id: string | null;
                            document_name: string | null;
                            folder_id: number | null;
                            folder_name: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listDocumentActivity: {
        parameters: {
            query?: {
                /** @description `document.edited`, or all that begin with it if it ends with a dot: `comment.` */
                action?: string;
                /** @description `user:3`, `key:12`, `system` */
                actor?: string;
                /** @description This or later */
                from?: string;
                /** @description Before this */
                to?: string;
                /** @description `next_cursor` of the page before: what is added meanwhile moves nothing */
                cursor?: string;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        result: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description `user:3`, `key:12`, `system`, `guest:` and the name they gave */
                            actor: string;
                            actor_name: string | null;
                            action: string;
                            session_id: string | null;
                            /** @description Names are those of now; null: it is gone */
                            session_name: string | null;
                            document_id: string | null;
                            document_name: string | null;
                            folder_id: number | null;
                            folder_name: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listFolderActivity: {
        parameters: {
            query?: {
                /** @description `document.edited`, or all that begin with it if it ends with a dot: `comment.` */
                action?: string;
                /** @description `user:3`, `key:12`, `system` */
                actor?: string;
                /** @description This or later */
                from?: string;
                /** @description Before this */
                to?: string;
                /** @description `next_cursor` of the page before: what is added meanwhile moves nothing */
                cursor?: string;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        result: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description `user:3`, `key:12`, `system`, `guest:` and the name they gave */
                            actor: string;
                            actor_name: string | null;
                            action: string;
                            session_id: string | null;
                            /** @description Names are those of now; null: it is gone */
                            session_name: string | null;
                            document_id: string | null;
                            document_name: string | null;
                            folder_id: number | null;
                            folder_name: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    downloadDocument: {
        parameters: {
            query: {
                /** @description json, txt, srt, vtt, sbv, ttml, stl, html, csv, docx, pdf, template or media */
                format?: string;
                /** @description Where a format can do without */
                without_timestamps?: boolean;
                without_speakers?: boolean;
                /** @description For docx, pdf and template */
                template_id?: number;
                /** @description imsc1.1 (default) or ebu-tt-d for ttml; by which rules a transcript is captioned: default, netflix, bbc, social */
                profile?: "imsc1.1" | "ebu-tt-d" | "default" | "netflix" | "bbc" | "social";
                /** @description Of stl; default 25 */
                frame_rate?: 25 | 30;
                /** @description An earlier one */
                revision?: number;
                /** @description 0: json of captions is the bare array of the first documented API */
                version?: number;
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        document_type: "document";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            paragraphs: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        /** @enum {string} */
                        document_type: "caption";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            segments: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[];
                    "text/plain": string;
                    "application/x-subrip": string;
                    "text/vtt": string;
                    "application/ttml+xml": string;
                    "application/octet-stream": string;
                    "text/html": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description The range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "text/plain": string;
                    "application/x-subrip": string;
                    "text/vtt": string;
                    "application/ttml+xml": string;
                    "application/octet-stream": string;
                    "text/html": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                    "audio/mp4": string;
                    "video/mp4": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            number: number;
                            /** @description created, imported, copied, merged, edited, settings, cleared, reset, restored, finished or reopened */
                            action: string;
                            /** @description `key:12`, `user:3` or `machine` */
                            actor: string;
                            /** Format: date-time */
                            created: string;
                            segment_count: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    restoreRevision: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getDocumentQuality: {
        parameters: {
            query?: {
                /** @description Default: the rules the captions were made by, else default */
                profile?: "default" | "netflix" | "bbc" | "social";
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            document_id: string;
                            revision: number;
                            /** @description Whose rules; own: those given when the document was made */
                            profile: string;
                            /** @description No error */
                            passed: boolean;
                            cues: number;
                            errors: number;
                            warnings: number;
                            /** @description Findings of each kind */
                            counts: {
                                [key: string]: number;
                            };
                            /** @description At most 10 000 */
                            findings: {
                                /** @description From 0 */
                                cue: number;
                                /** @description Of the segment */
                                id: string;
                                /** @description Milliseconds */
                                start: number;
                                stop: number;
                                /** @enum {string} */
                                kind: "reading_speed" | "line_length" | "line_words" | "line_count" | "segment_words" | "too_long" | "too_short" | "gap" | "overlap" | "line_balance" | "line_break" | "empty";
                                /** @description error or warning */
                                severity: string;
                                /** @description What was measured, in the unit of the rule */
                                value: number;
                                /** @description What the rule allows */
                                limit: number;
                            }[];
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    mergeDocuments: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of one type, in order */
                    documents: {
                        session_id: string;
                        document_id: string;
                        /** @description Where it begins in the whole; default: behind the one before it */
                        offset_ms?: number | null;
                    }[];
                    /** @description Default: that of the first recording */
                    folder_id?: number | null;
                    filename?: string | null;
                    /**
                     * @description Between one recording and the next
                     * @default 0
                     */
                    gap_ms?: number;
                    /**
                     * @description S1 of one recording is somebody else than S1 of the next, unless they have the same name
                     * @default true
                     */
                    separate_speakers?: boolean;
                    webhook_url?: string | null;
                    /**
                     * @description Default POST
                     * @enum {unknown}
                     */
                    webhook_method?: "POST" | "PUT" | null;
                    /**
                     * @description `Name: value`, sent with every attempt
                     * @example [
                     *       "Authorization: Bearer abc"
                     *     ]
                     */
                    webhook_headers?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listShares: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string | null;
                            /** @enum {string} */
                            permission: "edit" | "view";
                            /** @description `user:3` or `key:12`; null: somebody who is gone */
                            created_by: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            is_expired: boolean;
                            has_password: boolean;
                            /** Format: date-time */
                            last_used_at: string | null;
                            /** @description How often it was used; what happens within a minute counts once */
                            use_count: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createShare: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What guests may do; default edit. Once the document is finished nobody edits it.
                     * @enum {string}
                     */
                    permission?: "edit" | "view";
                    /**
                     * @description The same
                     * @enum {string}
                     */
                    permissions?: "edit" | "view";
                    /**
                     * Format: date-time
                     * @description Default: never
                     */
                    expires_at?: string | null;
                    /** @description Instead of it */
                    expires_in_days?: number | null;
                    /** @description Asked of whoever opens the link */
                    password?: string | null;
                    /** @description What you call the link; guests do not see it */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The link, with the token behind `#`; it is shown this once */
                            link: string;
                            id: number;
                            /** @description What guests send as `?token=` or `x-share-token` */
                            token: string;
                            /** @enum {string} */
                            permission: "edit" | "view";
                            /** Format: date-time */
                            expires_at: string | null;
                            has_password: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
                share_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    mailShare: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One mail goes to each */
                    emails: string[];
                    /** @description Written into the mails */
                    message?: string | null;
                    /**
                     * @description What guests may do; default edit. Once the document is finished nobody edits it.
                     * @enum {string}
                     */
                    permission?: "edit" | "view";
                    /**
                     * @description The same
                     * @enum {string}
                     */
                    permissions?: "edit" | "view";
                    /**
                     * Format: date-time
                     * @description Default: never
                     */
                    expires_at?: string | null;
                    /** @description Instead of it */
                    expires_in_days?: number | null;
                    /** @description Asked of whoever opens the link */
                    password?: string | null;
                    /** @description What you call the link; guests do not see it */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The link, with the token behind `#`; it is shown this once */
                            link: string;
                            /** @description Addresses that a mail is on its way to */
                            emails_sent: string[];
                            success: boolean;
                            id: number;
                            /** @enum {string} */
                            permission: "edit" | "view";
                            /** Format: date-time */
                            expires_at: string | null;
                            has_password: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSharedSession: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            session_id: string;
                            status: string;
                            /** @description Seconds */
                            duration: number;
                            language: string;
                            filename: string | null;
                            media_type: string | null;
                            /** @description Plays for an hour, and no longer than the link works */
                            media_url: string | null;
                            document: {
                                id: string;
                                name: string;
                                type: string;
                            };
                            share: {
                                /** @description edit or view */
                                permission: string;
                                /** Format: date-time */
                                expires_at: string | null;
                                finished: boolean;
                                can_edit: boolean;
                            };
                        };
                        session_id: string;
                        status: string;
                        /** @description Seconds */
                        duration: number;
                        language: string;
                        filename: string | null;
                        media_type: string | null;
                        /** @description Plays for an hour, and no longer than the link works */
                        media_url: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        };
                        share: {
                            /** @description edit or view */
                            permission: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            finished: boolean;
                            can_edit: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unlockShare: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description Send it as `x-share-unlock` or `?unlock=`; of no use with another link */
                            unlock: string;
                            /** @description Seconds */
                            expires_in: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSharedMedia: {
        parameters: {
            query: {
                share: number;
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSharedDocument: {
        parameters: {
            query?: {
                /** @description json, txt, srt, vtt, sbv, ttml, stl, html, csv, docx, pdf, template or media */
                format?: string;
                /** @description Where a format can do without */
                without_timestamps?: boolean;
                without_speakers?: boolean;
                /** @description For docx, pdf and template */
                template_id?: number;
                /** @description imsc1.1 (default) or ebu-tt-d for ttml; by which rules a transcript is captioned: default, netflix, bbc, social */
                profile?: "imsc1.1" | "ebu-tt-d" | "default" | "netflix" | "bbc" | "social";
                /** @description Of stl; default 25 */
                frame_rate?: 25 | 30;
                /** @description An earlier one */
                revision?: number;
                /** @description 0: json of captions is the bare array of the first documented API */
                version?: number;
                /** @description Answers a link to the file that needs no key, for an hour */
                direct_download?: boolean;
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            download_url: string | null;
                            /** @description Seconds */
                            expires_in: number | null;
                            /** @description DocumentTranscriptV1 or DocumentSubtitleV1; null when a link was asked for */
                            document: null | {
                                /** @enum {string} */
                                document_type: "document";
                                /** @enum {number} */
                                version: 1;
                                metadata: {
                                    language?: string;
                                    speakers?: {
                                        [key: string]: string;
                                    };
                                };
                                content: {
                                    paragraphs: {
                                        id?: string;
                                        start: number;
                                        stop: number;
                                        speaker?: string | null;
                                        text: string;
                                        words?: [
                                            string,
                                            number,
                                            number,
                                            number | null
                                        ][];
                                    }[];
                                };
                            } | {
                                /** @enum {string} */
                                document_type: "caption";
                                /** @enum {number} */
                                version: 1;
                                metadata: {
                                    language?: string;
                                    speakers?: {
                                        [key: string]: string;
                                    };
                                };
                                content: {
                                    segments: {
                                        id?: string;
                                        start: number;
                                        stop: number;
                                        speaker?: string | null;
                                        text: string;
                                        words?: [
                                            string,
                                            number,
                                            number,
                                            number | null
                                        ][];
                                    }[];
                                };
                            } | unknown[];
                            content_type: string;
                            size_bytes: number | null;
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description The range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateSharedDocument: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filename?: string | null;
                    document?: {
                        /** @enum {string} */
                        document_type: "document";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            paragraphs: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        /** @enum {string} */
                        document_type: "caption";
                        /** @enum {number} */
                        version: 1;
                        metadata: {
                            language?: string;
                            speakers?: {
                                [key: string]: string;
                            };
                        };
                        content: {
                            segments: {
                                id?: string;
                                start: number;
                                stop: number;
                                speaker?: string | null;
                                text: string;
                                words?: [
                                    string,
                                    number,
                                    number,
                                    number | null
                                ][];
                            }[];
                        };
                    } | {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[];
                    /** @description An array here is taken for `document` */
                    document_type?: {
                        id?: string;
                        start: number;
                        stop: number;
                        speaker?: string | null;
                        text: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                    }[] | string;
                    changes?: {
                        id?: string;
                        start?: number;
                        stop?: number;
                        speaker?: string | null;
                        text?: string;
                        words?: [
                            string,
                            number,
                            number,
                            number | null
                        ][];
                        /** @description Takes the segment `id` out */
                        delete?: boolean;
                        /** @description A new segment goes behind this one, with null to the beginning */
                        after?: string | null;
                    }[];
                    /** @description `HH:MM:SS.mmm`, or `HH:MM:SS:FF` with 25 frames a second; added to the times of exported files */
                    timecode_offset?: string | null;
                    use_plain_document?: boolean | ("true" | "false");
                    plain_document_changed?: boolean | ("true" | "false");
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                            /** @description Others had written since the revision of `If-Match`: read the document again */
                            merged?: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    downloadSharedDocument: {
        parameters: {
            query: {
                /** @description json, txt, srt, vtt, sbv, ttml, stl, html, csv, docx, pdf, template or media */
                format?: string;
                /** @description Where a format can do without */
                without_timestamps?: boolean;
                without_speakers?: boolean;
                /** @description For docx, pdf and template */
                template_id?: number;
                /** @description imsc1.1 (default) or ebu-tt-d for ttml; by which rules a transcript is captioned: default, netflix, bbc, social */
                profile?: "imsc1.1" | "ebu-tt-d" | "default" | "netflix" | "bbc" | "social";
                /** @description Of stl; default 25 */
                frame_rate?: 25 | 30;
                /** @description An earlier one */
                revision?: number;
                /** @description 0: json of captions is the bare array of the first documented API */
                version?: number;
                /** @description Answers a link to the file that needs no key, for an hour */
                direct_download?: boolean;
                /** @description Of a link, instead of a key: answers what `getSharedDocument` does */
                token?: string;
                share: number;
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    clearSharedText: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetSharedDocument: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    finishSharedDocument: {
        parameters: {
            query?: {
                /** @description Of the link; or as `x-share-token` */
                token?: string;
                /** @description For links with a password: what `unlock` answered; or as `x-share-unlock` */
                unlock?: string;
                /** @description What revisions call the guest; or as `x-guest-name`. Default Guest */
                guest_name?: string;
            };
            header?: {
                /** @description Of the link */
                "x-share-token"?: string;
                "x-share-unlock"?: string;
                /** @description The password itself, percent-encoded; slower than `unlock` */
                "x-share-password"?: string;
                /** @description Percent-encoded UTF-8 */
                "x-guest-name"?: string;
                /** @description ETag of what was read: when it has changed since, edits are merged and all else is refused with 412 */
                "if-match"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            session_id: string;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            last_modified: string;
                            filename: string | null;
                            /** @description document or caption */
                            type: string;
                            language: string | null;
                            /** @description `HH:MM:SS.mmm` */
                            timecode_offset: string | null;
                            finished: boolean | null;
                            use_plain_document: boolean | null;
                            plain_document_changed: boolean | null;
                            /** @description Number of the present revision; the ETag is the same in quotes */
                            revision: number;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listComments: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Default time: by place in the recording, those of the whole document first, answers below what they answer */
                sort?: "time" | "created_at";
                /** @description Default asc */
                direction?: "asc" | "desc";
                /** @description Only threads that are resolved, or only those that are not */
                resolved?: boolean;
                /** @description Only the answers to this one */
                parent_id?: number;
                /** @description csv and html: all that match, as a file */
                format?: "json" | "csv" | "html";
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: uuid */
                            document_id: string;
                            session_id: string;
                            /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                            text: string;
                            /** @description Milliseconds; null: of the whole document */
                            start: number | null;
                            stop: number | null;
                            /** @description The paragraph or caption in which it begins now */
                            segment_id: string | null;
                            /** @description The words it was made about */
                            quote: string | null;
                            /** @description The first comment of its thread */
                            parent_id: number | null;
                            /** @description Of the whole thread */
                            resolved: boolean;
                            resolved_by: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            user: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** @description `user:3` or `key:12`; null: somebody who is gone */
                            author: string | null;
                            mentions: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                            }[];
                            is_edited: boolean;
                            /** Format: date-time */
                            edited_at: string | null;
                            /** @description Only a mark is left, because others answered */
                            is_deleted: boolean;
                            /** @description Its words are gone; `start` and `stop` are where they were */
                            is_detached: boolean;
                            reply_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        }[];
                    };
                    "text/csv": string;
                    "text/html": string;
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @description Milliseconds; without it and `segment_id`, of all of it */
                    start?: number | null;
                    /** @description Default `start` */
                    stop?: number | null;
                    /** @description A paragraph or caption of the document; with `start` and `stop`, a part of it */
                    segment_id?: string | null;
                    /** @description A comment of this document that this one answers; it stands where that does */
                    parent_id?: number | null;
                    /** @description Ids of people of the organisation; each is told once by mail that they are mentioned */
                    mentions?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: uuid */
                            document_id: string;
                            session_id: string;
                            /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                            text: string;
                            /** @description Milliseconds; null: of the whole document */
                            start: number | null;
                            stop: number | null;
                            /** @description The paragraph or caption in which it begins now */
                            segment_id: string | null;
                            /** @description The words it was made about */
                            quote: string | null;
                            /** @description The first comment of its thread */
                            parent_id: number | null;
                            /** @description Of the whole thread */
                            resolved: boolean;
                            resolved_by: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            user: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** @description `user:3` or `key:12`; null: somebody who is gone */
                            author: string | null;
                            mentions: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                            }[];
                            is_edited: boolean;
                            /** Format: date-time */
                            edited_at: string | null;
                            /** @description Only a mark is left, because others answered */
                            is_deleted: boolean;
                            /** @description Its words are gone; `start` and `stop` are where they were */
                            is_detached: boolean;
                            reply_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        /** Format: uuid */
                        document_id: string;
                        session_id: string;
                        /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                        text: string;
                        /** @description Milliseconds; null: of the whole document */
                        start: number | null;
                        stop: number | null;
                        /** @description The paragraph or caption in which it begins now */
                        segment_id: string | null;
                        /** @description The words it was made about */
                        quote: string | null;
                        /** @description The first comment of its thread */
                        parent_id: number | null;
                        /** @description Of the whole thread */
                        resolved: boolean;
                        resolved_by: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** Format: date-time */
                        resolved_at: string | null;
                        user: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** @description `user:3` or `key:12`; null: somebody who is gone */
                        author: string | null;
                        mentions: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                        }[];
                        is_edited: boolean;
                        /** Format: date-time */
                        edited_at: string | null;
                        /** @description Only a mark is left, because others answered */
                        is_deleted: boolean;
                        /** @description Its words are gone; `start` and `stop` are where they were */
                        is_detached: boolean;
                        reply_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
                comment_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: uuid */
                            document_id: string;
                            session_id: string;
                            /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                            text: string;
                            /** @description Milliseconds; null: of the whole document */
                            start: number | null;
                            stop: number | null;
                            /** @description The paragraph or caption in which it begins now */
                            segment_id: string | null;
                            /** @description The words it was made about */
                            quote: string | null;
                            /** @description The first comment of its thread */
                            parent_id: number | null;
                            /** @description Of the whole thread */
                            resolved: boolean;
                            resolved_by: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            user: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** @description `user:3` or `key:12`; null: somebody who is gone */
                            author: string | null;
                            mentions: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                            }[];
                            is_edited: boolean;
                            /** Format: date-time */
                            edited_at: string | null;
                            /** @description Only a mark is left, because others answered */
                            is_deleted: boolean;
                            /** @description Its words are gone; `start` and `stop` are where they were */
                            is_detached: boolean;
                            reply_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        /** Format: uuid */
                        document_id: string;
                        session_id: string;
                        /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                        text: string;
                        /** @description Milliseconds; null: of the whole document */
                        start: number | null;
                        stop: number | null;
                        /** @description The paragraph or caption in which it begins now */
                        segment_id: string | null;
                        /** @description The words it was made about */
                        quote: string | null;
                        /** @description The first comment of its thread */
                        parent_id: number | null;
                        /** @description Of the whole thread */
                        resolved: boolean;
                        resolved_by: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** Format: date-time */
                        resolved_at: string | null;
                        user: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** @description `user:3` or `key:12`; null: somebody who is gone */
                        author: string | null;
                        mentions: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                        }[];
                        is_edited: boolean;
                        /** Format: date-time */
                        edited_at: string | null;
                        /** @description Only a mark is left, because others answered */
                        is_deleted: boolean;
                        /** @description Its words are gone; `start` and `stop` are where they were */
                        is_detached: boolean;
                        reply_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
                comment_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description Of the whole thread */
                    resolved?: boolean;
                    /** @description Ids of people of the organisation; each is told once by mail that they are mentioned */
                    mentions?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: uuid */
                            document_id: string;
                            session_id: string;
                            /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                            text: string;
                            /** @description Milliseconds; null: of the whole document */
                            start: number | null;
                            stop: number | null;
                            /** @description The paragraph or caption in which it begins now */
                            segment_id: string | null;
                            /** @description The words it was made about */
                            quote: string | null;
                            /** @description The first comment of its thread */
                            parent_id: number | null;
                            /** @description Of the whole thread */
                            resolved: boolean;
                            resolved_by: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            user: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                                email: string;
                            } | null;
                            /** @description `user:3` or `key:12`; null: somebody who is gone */
                            author: string | null;
                            mentions: {
                                id: number;
                                first_name: string | null;
                                last_name: string | null;
                            }[];
                            is_edited: boolean;
                            /** Format: date-time */
                            edited_at: string | null;
                            /** @description Only a mark is left, because others answered */
                            is_deleted: boolean;
                            /** @description Its words are gone; `start` and `stop` are where they were */
                            is_detached: boolean;
                            reply_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        /** Format: uuid */
                        document_id: string;
                        session_id: string;
                        /** @description As it was written: show it as text, never as markup. Empty once it is deleted. */
                        text: string;
                        /** @description Milliseconds; null: of the whole document */
                        start: number | null;
                        stop: number | null;
                        /** @description The paragraph or caption in which it begins now */
                        segment_id: string | null;
                        /** @description The words it was made about */
                        quote: string | null;
                        /** @description The first comment of its thread */
                        parent_id: number | null;
                        /** @description Of the whole thread */
                        resolved: boolean;
                        resolved_by: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** Format: date-time */
                        resolved_at: string | null;
                        user: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                            email: string;
                        } | null;
                        /** @description `user:3` or `key:12`; null: somebody who is gone */
                        author: string | null;
                        mentions: {
                            id: number;
                            first_name: string | null;
                            last_name: string | null;
                        }[];
                        is_edited: boolean;
                        /** Format: date-time */
                        edited_at: string | null;
                        /** @description Only a mark is left, because others answered */
                        is_deleted: boolean;
                        /** @description Its words are gone; `start` and `stop` are where they were */
                        is_detached: boolean;
                        reply_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
                comment_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createUploadUrl: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description Takes one PUT with the bytes of the file, without a key */
                            upload_url: string;
                            /** Format: date-time */
                            expires_at: string;
                            session_id: string;
                            /** @description Bytes */
                            max_file_size: number;
                        };
                        /** @description Takes one PUT with the bytes of the file, without a key */
                        upload_url: string;
                        /** Format: date-time */
                        expires_at: string;
                        session_id: string;
                        /** @description Bytes */
                        max_file_size: number;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putToUploadUrl: {
        parameters: {
            query: {
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 32 lower-case hex characters */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: string;
                            /** @description Null until the upload is complete */
                            session_id: string | null;
                            metadata: {
                                [key: string]: string | null;
                            };
                            /** @description Bytes */
                            size: number | null;
                            /** @description Hex, of the whole file; null until the upload is complete */
                            sha256: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            completed_at: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    overrideUploadMethod: {
        parameters: {
            query?: never;
            header: {
                /** @example 1.0.0 */
                "tus-resumable"?: string;
                "x-http-method-override": "HEAD" | "PATCH" | "DELETE";
                "upload-offset"?: string;
                /** @description `sha1` or `sha256`, a space, and the digest of the body in base64 */
                "upload-checksum"?: string;
            };
            path: {
                /** @description 32 lower-case hex characters */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @example 1.0.0 */
                "tus-resumable"?: string;
            };
            path: {
                /** @description 32 lower-case hex characters */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getUploadOffset: {
        parameters: {
            query?: never;
            header?: {
                /** @example 1.0.0 */
                "tus-resumable"?: string;
            };
            path: {
                /** @description 32 lower-case hex characters */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    appendUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @example 1.0.0 */
                "tus-resumable"?: string;
                "upload-offset"?: string;
                /** @description `sha1` or `sha256`, a space, and the digest of the body in base64 */
                "upload-checksum"?: string;
            };
            path: {
                /** @description 32 lower-case hex characters */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @example 1.0.0 */
                "tus-resumable"?: string;
                "upload-length"?: string;
                "upload-metadata"?: string;
                /** @example partial */
                "upload-concat"?: string;
                /** @description `sha1` or `sha256`, a space, and the digest of the body in base64 */
                "upload-checksum"?: string;
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getUploadOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    exportFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description A folder, or `root` for what lies in none */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Of every document
                     * @enum {unknown}
                     */
                    format: "json" | "txt" | "srt" | "vtt" | "sbv" | "ttml" | "stl" | "html" | "csv" | "docx" | "pdf";
                    /**
                     * @default all
                     * @enum {unknown}
                     */
                    document_type?: "document" | "caption" | "all";
                    /**
                     * @description Kept copies of the recordings too
                     * @default false
                     */
                    include_media?: boolean;
                    /** @description Where a format can do without */
                    without_timestamps?: boolean;
                    without_speakers?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            /** @description export, import or copy */
                            kind: string;
                            /** @description queued, running, completed, failed or cancelled */
                            status: string;
                            /** @description null: what lies in no folder */
                            folder_id: number | null;
                            /** @description Percent */
                            progress: number;
                            /** @description Documents, files or sessions */
                            total: number;
                            done: number;
                            bytes_total: number;
                            bytes_done: number;
                            /** @description The first thousand of what was left out, and why */
                            skipped: {
                                /** @description In the archive of an import */
                                path?: string;
                                session_id?: string;
                                document_id?: string;
                                reason: string;
                            }[];
                            skipped_count: number;
                            error: string | null;
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** @description Of the archive that was made */
                            size_bytes: number | null;
                            /** @description Of an export, while it is there; needs no key, supports Range */
                            download_url: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    copyFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Null: at the top */
                    parent_id?: number | null;
                    /** @description Need not be unique */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Null too where the caller may not see what it lies in */
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                            /** @description GET /api/v3/folders/jobs/{job_id} */
                            job_id: string;
                        };
                        id: number;
                        name: string;
                        /** @description Null too where the caller may not see what it lies in */
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                        /** @description GET /api/v3/folders/jobs/{job_id} */
                        job_id: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listFolderJobs: {
        parameters: {
            query?: {
                kind?: "export" | "import" | "copy";
                status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            /** @description export, import or copy */
                            kind: string;
                            /** @description queued, running, completed, failed or cancelled */
                            status: string;
                            /** @description null: what lies in no folder */
                            folder_id: number | null;
                            /** @description Percent */
                            progress: number;
                            /** @description Documents, files or sessions */
                            total: number;
                            done: number;
                            bytes_total: number;
                            bytes_done: number;
                            /** @description The first thousand of what was left out, and why */
                            skipped: {
                                /** @description In the archive of an import */
                                path?: string;
                                session_id?: string;
                                document_id?: string;
                                reason: string;
                            }[];
                            skipped_count: number;
                            error: string | null;
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** @description Of the archive that was made */
                            size_bytes: number | null;
                            /** @description Of an export, while it is there; needs no key, supports Range */
                            download_url: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getFolderJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            /** @description export, import or copy */
                            kind: string;
                            /** @description queued, running, completed, failed or cancelled */
                            status: string;
                            /** @description null: what lies in no folder */
                            folder_id: number | null;
                            /** @description Percent */
                            progress: number;
                            /** @description Documents, files or sessions */
                            total: number;
                            done: number;
                            bytes_total: number;
                            bytes_done: number;
                            /** @description The first thousand of what was left out, and why */
                            skipped: {
                                /** @description In the archive of an import */
                                path?: string;
                                session_id?: string;
                                document_id?: string;
                                reason: string;
                            }[];
                            skipped_count: number;
                            error: string | null;
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** @description Of the archive that was made */
                            size_bytes: number | null;
                            /** @description Of an export, while it is there; needs no key, supports Range */
                            download_url: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteFolderJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    downloadFolder: {
        parameters: {
            query: {
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ZIP, or the range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The ZIP, or the range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    importFolder: {
        parameters: {
            query?: {
                /**
                 * @description Required
                 * @example en
                 */
                language?: string;
                punctuation?: boolean;
                multichannel?: boolean;
                diarization?: boolean;
                keep_source?: boolean;
                speaker_count?: number;
                document_type?: "document" | "caption" | "transcript";
                profile?: "default" | "netflix" | "bbc" | "social";
            };
            header?: never;
            path: {
                /** @description A folder, or `root` for what lies in none */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            /** @description export, import or copy */
                            kind: string;
                            /** @description queued, running, completed, failed or cancelled */
                            status: string;
                            /** @description null: what lies in no folder */
                            folder_id: number | null;
                            /** @description Percent */
                            progress: number;
                            /** @description Documents, files or sessions */
                            total: number;
                            done: number;
                            bytes_total: number;
                            bytes_done: number;
                            /** @description The first thousand of what was left out, and why */
                            skipped: {
                                /** @description In the archive of an import */
                                path?: string;
                                session_id?: string;
                                document_id?: string;
                                reason: string;
                            }[];
                            skipped_count: number;
                            error: string | null;
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** @description Of the archive that was made */
                            size_bytes: number | null;
                            /** @description Of an export, while it is there; needs no key, supports Range */
                            download_url: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description Position in the list; use `key` to name a model */
                            id: number;
                            /** @example en-us */
                            key: string;
                            /** @example en */
                            language: string;
                            /** @description All it speaks, the first first; BCP 47 in lower case */
                            languages: string[];
                            name: string;
                            engine: string;
                            is_trainable: boolean;
                            type: number;
                            batch: boolean;
                            realtime: boolean;
                            custom: boolean;
                            organization_id: number | null;
                            sample_rate: number;
                            capabilities: {
                                streaming: boolean;
                                /**
                                 * @description `measured` by the model, `aligned` to the audio afterwards, or only `spread` over it, with no confidences
                                 * @enum {unknown}
                                 */
                                word_times: "measured" | "aligned" | "spread";
                                word_confidence: boolean;
                                hotwords: boolean;
                                /** @description Words come with capitals and punctuation marks */
                                punctuation: boolean;
                                alignment: boolean;
                            };
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: {
                /** @description `token`: the answer holds it; `cookie`: the browser gets it. Default token */
                login_type?: "token" | "cookie";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description E-mail address */
                    username: string;
                    password: string;
                    remember_me?: boolean | ("true" | "false" | "0" | "1" | "on" | "");
                };
                "application/json": {
                    /** @description E-mail address */
                    username: string;
                    password: string;
                    remember_me?: boolean | ("true" | "false" | "0" | "1" | "on" | "");
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            login: boolean;
                            /** @description Send the same again to …/auth/login/mfa with a code */
                            mfa_required: boolean;
                            /** @description The organisation wants a second factor: until there is one, only the own account can be used */
                            mfa_setup_required: boolean;
                            /** @description Authorization: Bearer; null with a cookie */
                            access_token: string | null;
                            /** @description Names this login in …/account/sessions */
                            session_id: string | null;
                            signature: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                        };
                        login: boolean;
                        /** @description Send the same again to …/auth/login/mfa with a code */
                        mfa_required: boolean;
                        /** @description The organisation wants a second factor: until there is one, only the own account can be used */
                        mfa_setup_required: boolean;
                        /** @description Authorization: Bearer; null with a cookie */
                        access_token: string | null;
                        /** @description Names this login in …/account/sessions */
                        session_id: string | null;
                        signature: string | null;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    loginMfa: {
        parameters: {
            query?: {
                /** @description `token`: the answer holds it; `cookie`: the browser gets it. Default token */
                login_type?: "token" | "cookie";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description E-mail address */
                    username: string;
                    password: string;
                    remember_me?: boolean | ("true" | "false" | "0" | "1" | "on" | "");
                    totp_code?: string;
                    backup_code?: string;
                };
                "application/json": {
                    /** @description E-mail address */
                    username: string;
                    password: string;
                    remember_me?: boolean | ("true" | "false" | "0" | "1" | "on" | "");
                    totp_code?: string;
                    backup_code?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            login: boolean;
                            /** @description Send the same again to …/auth/login/mfa with a code */
                            mfa_required: boolean;
                            /** @description The organisation wants a second factor: until there is one, only the own account can be used */
                            mfa_setup_required: boolean;
                            /** @description Authorization: Bearer; null with a cookie */
                            access_token: string | null;
                            /** @description Names this login in …/account/sessions */
                            session_id: string | null;
                            signature: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                        };
                        login: boolean;
                        /** @description Send the same again to …/auth/login/mfa with a code */
                        mfa_required: boolean;
                        /** @description The organisation wants a second factor: until there is one, only the own account can be used */
                        mfa_setup_required: boolean;
                        /** @description Authorization: Bearer; null with a cookie */
                        access_token: string | null;
                        /** @description Names this login in …/account/sessions */
                        session_id: string | null;
                        signature: string | null;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    first_name: string;
                    last_name: string;
                    /** @description Its name */
                    organization: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    activateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From the link in the mail, behind `#token=` */
                    token: string;
                    /** @description 12 to 128 characters with upper case, lower case and a digit, and none that is guessed first */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From the link in the mail, behind `#token=` */
                    token: string;
                    /** @description 12 to 128 characters with upper case, lower case and a digit, and none that is guessed first */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    loginMicrosoft: {
        parameters: {
            query?: {
                /** @description Where to go afterwards: a page of this server, which gets a cookie, or an allowed address, which gets the token as the parameter `token`. Default: the own account */
                redirect_uri?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    finishLoginMicrosoft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    loginOidc: {
        parameters: {
            query?: {
                /** @description Where to go afterwards: a page of this server, which gets a cookie, or an allowed address, which gets the token as the parameter `token`. Default: the own account */
                redirect_uri?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    finishLoginOidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMfaQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description Base32 */
                            secret: string;
                            otpauth_url: string;
                            /** @description data:image/png;base64,… */
                            qr_code: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description Ten, each good once; shown this once */
                            backup_codes: string[];
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    enableMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits */
                    totp_code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            enabled: boolean;
                            /** @description Ten, each good once; shown this once */
                            backup_codes: string[];
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    disableMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    /** @description Six digits */
                    totp_code?: string;
                    /** @description Like ABCD-EFGH-JKMN */
                    backup_code?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            enabled: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    verifyTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits */
                    totp_code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            valid: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    verifyBackupCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Like ABCD-EFGH-JKMN */
                    backup_code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            valid: boolean;
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            /** @description A new address whose owner has not followed the link yet */
                            pending_email: string | null;
                            first_name: string | null;
                            last_name: string | null;
                            newsletter: boolean;
                            roles: string[];
                            /** @description What these roles allow */
                            permissions: string[];
                            is_active: boolean;
                            /** @description false: signs in at an identity provider */
                            has_password: boolean;
                            mfa_enabled: boolean;
                            /** @description The organisation wants a second factor */
                            mfa_required: boolean;
                            organization_id: number;
                            organization: {
                                id: number;
                                name: string;
                            };
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        email: string;
                        /** @description A new address whose owner has not followed the link yet */
                        pending_email: string | null;
                        first_name: string | null;
                        last_name: string | null;
                        newsletter: boolean;
                        roles: string[];
                        /** @description What these roles allow */
                        permissions: string[];
                        is_active: boolean;
                        /** @description false: signs in at an identity provider */
                        has_password: boolean;
                        mfa_enabled: boolean;
                        /** @description The organisation wants a second factor */
                        mfa_required: boolean;
                        organization_id: number;
                        organization: {
                            id: number;
                            name: string;
                        };
                        /** Format: date-time */
                        last_login: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name: string;
                    last_name: string;
                    /**
                     * Format: email
                     * @description Another one counts once the link sent to it was followed
                     */
                    email?: string;
                    newsletter?: boolean;
                    /** @description Needed for another e-mail address */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            /** @description A new address whose owner has not followed the link yet */
                            pending_email: string | null;
                            first_name: string | null;
                            last_name: string | null;
                            newsletter: boolean;
                            roles: string[];
                            /** @description What these roles allow */
                            permissions: string[];
                            is_active: boolean;
                            /** @description false: signs in at an identity provider */
                            has_password: boolean;
                            mfa_enabled: boolean;
                            /** @description The organisation wants a second factor */
                            mfa_required: boolean;
                            organization_id: number;
                            organization: {
                                id: number;
                                name: string;
                            };
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        email: string;
                        /** @description A new address whose owner has not followed the link yet */
                        pending_email: string | null;
                        first_name: string | null;
                        last_name: string | null;
                        newsletter: boolean;
                        roles: string[];
                        /** @description What these roles allow */
                        permissions: string[];
                        is_active: boolean;
                        /** @description false: signs in at an identity provider */
                        has_password: boolean;
                        mfa_enabled: boolean;
                        /** @description The organisation wants a second factor */
                        mfa_required: boolean;
                        organization_id: number;
                        organization: {
                            id: number;
                            name: string;
                        };
                        /** Format: date-time */
                        last_login: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old_password: string;
                    /** @description As for …/auth/password/reset */
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    confirmAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Needed by whoever has one; who signs in by a provider signs in anew before */
                    password?: string;
                    /** @description For the only person of an organisation: it goes too, with all that is in it */
                    delete_organization?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deactivateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listLogins: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** Format: uuid */
                            id: string;
                            /** @description token or cookie */
                            kind: string;
                            is_remembered: boolean;
                            /** @description The one this request came with */
                            is_current: boolean;
                            address: string;
                            user_agent: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_seen_at: string;
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endOtherLogins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endLogin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOwnOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Whether speakers are told apart where a session does not say */
                            diarization: boolean;
                            /** @description `#rrggbb` */
                            brand_color: string | null;
                            /** @description A public address that stays until the picture is replaced */
                            logo_url: string | null;
                            /** @description Whoever has no second factor can only set one up */
                            require_mfa: boolean;
                            /** @description Whoever signs in at an identity provider with an address there may join */
                            sso_domains: string[];
                            /** @description Everybody: active, deactivated and invited */
                            user_count: number;
                            active_user_count: number;
                            invited_user_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        /** @description Whether speakers are told apart where a session does not say */
                        diarization: boolean;
                        /** @description `#rrggbb` */
                        brand_color: string | null;
                        /** @description A public address that stays until the picture is replaced */
                        logo_url: string | null;
                        /** @description Whoever has no second factor can only set one up */
                        require_mfa: boolean;
                        /** @description Whoever signs in at an identity provider with an address there may join */
                        sso_domains: string[];
                        /** @description Everybody: active, deactivated and invited */
                        user_count: number;
                        active_user_count: number;
                        invited_user_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateOwnOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is called, in mails too */
                    name?: string;
                    diarization?: boolean;
                    /** @description `#rrggbb` */
                    brand_color?: string | null;
                    require_mfa?: boolean;
                    sso_domains?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Whether speakers are told apart where a session does not say */
                            diarization: boolean;
                            /** @description `#rrggbb` */
                            brand_color: string | null;
                            /** @description A public address that stays until the picture is replaced */
                            logo_url: string | null;
                            /** @description Whoever has no second factor can only set one up */
                            require_mfa: boolean;
                            /** @description Whoever signs in at an identity provider with an address there may join */
                            sso_domains: string[];
                            /** @description Everybody: active, deactivated and invited */
                            user_count: number;
                            active_user_count: number;
                            invited_user_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        /** @description Whether speakers are told apart where a session does not say */
                        diarization: boolean;
                        /** @description `#rrggbb` */
                        brand_color: string | null;
                        /** @description A public address that stays until the picture is replaced */
                        logo_url: string | null;
                        /** @description Whoever has no second factor can only set one up */
                        require_mfa: boolean;
                        /** @description Whoever signs in at an identity provider with an address there may join */
                        sso_domains: string[];
                        /** @description Everybody: active, deactivated and invited */
                        user_count: number;
                        active_user_count: number;
                        invited_user_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, or the range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description The picture, or the range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    uploadLogo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Whether speakers are told apart where a session does not say */
                            diarization: boolean;
                            /** @description `#rrggbb` */
                            brand_color: string | null;
                            /** @description A public address that stays until the picture is replaced */
                            logo_url: string | null;
                            /** @description Whoever has no second factor can only set one up */
                            require_mfa: boolean;
                            /** @description Whoever signs in at an identity provider with an address there may join */
                            sso_domains: string[];
                            /** @description Everybody: active, deactivated and invited */
                            user_count: number;
                            active_user_count: number;
                            invited_user_count: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        /** @description Whether speakers are told apart where a session does not say */
                        diarization: boolean;
                        /** @description `#rrggbb` */
                        brand_color: string | null;
                        /** @description A public address that stays until the picture is replaced */
                        logo_url: string | null;
                        /** @description Whoever has no second factor can only set one up */
                        require_mfa: boolean;
                        /** @description Whoever signs in at an identity provider with an address there may join */
                        sso_domains: string[];
                        /** @description Everybody: active, deactivated and invited */
                        user_count: number;
                        active_user_count: number;
                        invited_user_count: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within names or address */
                q?: string;
                /** @description active: can sign in; inactive: deactivated; invited: has not followed the link yet */
                status?: "active" | "inactive" | "invited";
                role?: "SYSOP" | "ORGADMIN" | "CONTRIBUTOR" | "CUSTOMER" | "DEVELOPER" | "RESELLER" | "RESELLEE" | "TESTER";
                /** @description Default created_at */
                sort?: "created_at" | "email" | "first_name" | "last_name" | "last_login" | "is_active";
                /** @description Default desc */
                direction?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            first_name: string | null;
                            last_name: string | null;
                            roles: string[];
                            is_active: boolean;
                            /** @description False until they followed the link of their invitation */
                            is_activated: boolean;
                            mfa_enabled: boolean;
                            groups: {
                                id: number;
                                name: string;
                            }[];
                            organization_id: number;
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    first_name?: string | null;
                    last_name?: string | null;
                    roles: ("SYSOP" | "ORGADMIN" | "CONTRIBUTOR" | "CUSTOMER" | "DEVELOPER" | "RESELLER" | "RESELLEE" | "TESTER")[];
                    group_ids?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            first_name: string | null;
                            last_name: string | null;
                            roles: string[];
                            is_active: boolean;
                            /** @description False until they followed the link of their invitation */
                            is_activated: boolean;
                            mfa_enabled: boolean;
                            groups: {
                                id: number;
                                name: string;
                            }[];
                            organization_id: number;
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        email: string;
                        first_name: string | null;
                        last_name: string | null;
                        roles: string[];
                        is_active: boolean;
                        /** @description False until they followed the link of their invitation */
                        is_activated: boolean;
                        mfa_enabled: boolean;
                        groups: {
                            id: number;
                            name: string;
                        }[];
                        organization_id: number;
                        /** Format: date-time */
                        last_login: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            first_name: string | null;
                            last_name: string | null;
                            roles: string[];
                            is_active: boolean;
                            /** @description False until they followed the link of their invitation */
                            is_activated: boolean;
                            mfa_enabled: boolean;
                            groups: {
                                id: number;
                                name: string;
                            }[];
                            organization_id: number;
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        email: string;
                        first_name: string | null;
                        last_name: string | null;
                        roles: string[];
                        is_active: boolean;
                        /** @description False until they followed the link of their invitation */
                        is_activated: boolean;
                        mfa_enabled: boolean;
                        groups: {
                            id: number;
                            name: string;
                        }[];
                        organization_id: number;
                        /** Format: date-time */
                        last_login: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description Of invitations only; they are sent again to the new address
                     */
                    email?: string;
                    first_name?: string | null;
                    last_name?: string | null;
                    roles?: ("SYSOP" | "ORGADMIN" | "CONTRIBUTOR" | "CUSTOMER" | "DEVELOPER" | "RESELLER" | "RESELLEE" | "TESTER")[];
                    /** @description False signs them out everywhere, at once */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            first_name: string | null;
                            last_name: string | null;
                            roles: string[];
                            is_active: boolean;
                            /** @description False until they followed the link of their invitation */
                            is_activated: boolean;
                            mfa_enabled: boolean;
                            groups: {
                                id: number;
                                name: string;
                            }[];
                            organization_id: number;
                            /** Format: date-time */
                            last_login: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        email: string;
                        first_name: string | null;
                        last_name: string | null;
                        roles: string[];
                        is_active: boolean;
                        /** @description False until they followed the link of their invitation */
                        is_activated: boolean;
                        mfa_enabled: boolean;
                        groups: {
                            id: number;
                            name: string;
                        }[];
                        organization_id: number;
                        /** Format: date-time */
                        last_login: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    endUserLogins: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resetUserMfa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resendActivation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within name or description */
                q?: string;
                /** @description Default created_at */
                sort?: "created_at" | "last_modified" | "name";
                /** @description Default desc */
                direction?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            description: string | null;
                            user_count: number;
                            organization_id: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique in the organisation */
                    name: string;
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            description: string | null;
                            user_count: number;
                            organization_id: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        description: string | null;
                        user_count: number;
                        organization_id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            description: string | null;
                            user_count: number;
                            organization_id: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        description: string | null;
                        user_count: number;
                        organization_id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique in the organisation */
                    name?: string;
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            description: string | null;
                            user_count: number;
                            organization_id: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        description: string | null;
                        user_count: number;
                        organization_id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listGroupUsers: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within names or address */
                q?: string;
                /** @description Default created_at */
                sort?: "created_at" | "email" | "first_name" | "last_name";
                /** @description Default desc */
                direction?: "asc" | "desc";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            email: string;
                            first_name: string | null;
                            last_name: string | null;
                            is_active: boolean;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    addGroupUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user_ids: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            description: string | null;
                            user_count: number;
                            organization_id: number;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        name: string;
                        description: string | null;
                        user_count: number;
                        organization_id: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    removeGroupUsers: {
        parameters: {
            query?: {
                /** @description Instead of a body: `1,2`, or given several times */
                user_ids?: string[];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user_ids?: number[];
                } | null;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listFolders: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within the name */
                q?: string;
                /** @description Default created_at */
                sort?: "created_at" | "last_modified" | "name";
                /** @description Default desc */
                direction?: "asc" | "desc";
                /** @description What the caller pinned before the rest */
                pinned_first?: boolean;
                /** @description Only what lies right in this folder, or at the top */
                parent_id?: string;
                /** @description Only what the caller pinned, or did not */
                pinned?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Null too where the caller may not see what it lies in */
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                            organization_id: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Need not be unique */
                    name: string;
                    /** @description Null: at the top */
                    parent_id?: number | null;
                    /** @description Open to those it names only; otherwise as open as the folder it lies in, at the top to everybody */
                    is_private?: boolean;
                    /** @description Who may do what while the folder is private. Groups that are not named keep what the private folder above it gives them. */
                    permissions?: {
                        group_id: number;
                        /** @description 0 none, 1 read, 2 write */
                        permission: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Null too where the caller may not see what it lies in */
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                        };
                        id: number;
                        name: string;
                        /** @description Null too where the caller may not see what it lies in */
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootFolder: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within the name of a folder or session, or words of a document */
                q?: string;
                /** @description Default created_at */
                sort?: "created_at" | "last_modified" | "name";
                /** @description Default desc */
                direction?: "asc" | "desc";
                /** @description What the caller pinned before the rest */
                pinned_first?: boolean;
                /** @description Of sessions: queued, processing, completed, failed, new */
                status?: string;
                /** @description Of sessions: as they were made, such as `en` */
                language?: string;
                /** @description Sessions made then or later */
                from?: string;
                /** @description Sessions made before this */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Folders and sessions in this answer */
                        count: number;
                        /** @description Folders and sessions that match, together */
                        total_results: number;
                        id: number | null;
                        name: string | null;
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        last_modified: string | null;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                        result: {
                            id: number | null;
                            name: string | null;
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string | null;
                            /** Format: date-time */
                            last_modified: string | null;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                            folders: {
                                id: number;
                                name: string;
                                /** @description Null too where the caller may not see what it lies in */
                                parent_id: number | null;
                                is_private: boolean;
                                /** @description As set on it; null for whoever may not write in it */
                                permissions: {
                                    group_id?: number;
                                    permission?: number;
                                }[] | null;
                                /** @description Sessions right in it; for keys those they made */
                                session_count: number;
                                /** @description Folders right in it that the caller may see */
                                folder_count: number;
                                /** @description What the caller may do: 1 read, 2 write */
                                permission: number;
                                is_pinned: boolean;
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                last_modified: string;
                                organization_id: number;
                            }[];
                            sessions: {
                                id: number;
                                session_id: string;
                                /** @description new, created, queued, processing, completed or failed */
                                status: string;
                                filename: string | null;
                                /** @description Seconds of audio; 0 until processed */
                                duration: number;
                                language: string;
                                /** @description What was heard where `auto` was asked for; ISO 639 */
                                detected_language: string | null;
                                /** @description MIME type of the uploaded file */
                                media_type: string | null;
                                /** @description Signed, expiring link to the kept copy */
                                media_url: string | null;
                                /** @description Why it failed */
                                error: string | null;
                                /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                                error_code: string | null;
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                updated_at: string;
                                /** Format: date-time */
                                started_at: string | null;
                                /** Format: date-time */
                                finished_at: string | null;
                                document: {
                                    id: string;
                                    name: string;
                                    type: string;
                                } | null;
                                session_mode: string;
                                custom_model_id: number | null;
                                folder_id: number | null;
                                punctuation: boolean;
                                multichannel: boolean;
                                keep_source: boolean;
                                diarization: boolean | null;
                                speaker_count: number | null;
                                meta_data: {
                                    [key: string]: string;
                                } | null;
                                /** @description Key of the model the language stands for */
                                model: string;
                                /** @description The speech engine of that model */
                                engine: string;
                                /** @description fetch, prepare, recognise or assemble while there is work */
                                stage: string | null;
                                /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                                download: {
                                    received_bytes: number;
                                    total_bytes: number | null;
                                } | null;
                                /** @description Percent of the work done; never goes down */
                                progress: number;
                                /** @description Sessions that are being processed or go before this one; 0 while processing */
                                queue_position: number | null;
                                /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                                waiting_for: string | null;
                                /** @description Rough estimate of the time until completion */
                                estimated_seconds_left: number | null;
                                is_pinned: boolean;
                            }[];
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getFolder: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within the name of a folder or session, or words of a document */
                q?: string;
                /** @description Default created_at */
                sort?: "created_at" | "last_modified" | "name";
                /** @description Default desc */
                direction?: "asc" | "desc";
                /** @description What the caller pinned before the rest */
                pinned_first?: boolean;
                /** @description Of sessions: queued, processing, completed, failed, new */
                status?: string;
                /** @description Of sessions: as they were made, such as `en` */
                language?: string;
                /** @description Sessions made then or later */
                from?: string;
                /** @description Sessions made before this */
                to?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Folders and sessions in this answer */
                        count: number;
                        /** @description Folders and sessions that match, together */
                        total_results: number;
                        id: number | null;
                        name: string | null;
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        last_modified: string | null;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                        result: {
                            id: number | null;
                            name: string | null;
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string | null;
                            /** Format: date-time */
                            last_modified: string | null;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                            folders: {
                                id: number;
                                name: string;
                                /** @description Null too where the caller may not see what it lies in */
                                parent_id: number | null;
                                is_private: boolean;
                                /** @description As set on it; null for whoever may not write in it */
                                permissions: {
                                    group_id?: number;
                                    permission?: number;
                                }[] | null;
                                /** @description Sessions right in it; for keys those they made */
                                session_count: number;
                                /** @description Folders right in it that the caller may see */
                                folder_count: number;
                                /** @description What the caller may do: 1 read, 2 write */
                                permission: number;
                                is_pinned: boolean;
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                last_modified: string;
                                organization_id: number;
                            }[];
                            sessions: {
                                id: number;
                                session_id: string;
                                /** @description new, created, queued, processing, completed or failed */
                                status: string;
                                filename: string | null;
                                /** @description Seconds of audio; 0 until processed */
                                duration: number;
                                language: string;
                                /** @description What was heard where `auto` was asked for; ISO 639 */
                                detected_language: string | null;
                                /** @description MIME type of the uploaded file */
                                media_type: string | null;
                                /** @description Signed, expiring link to the kept copy */
                                media_url: string | null;
                                /** @description Why it failed */
                                error: string | null;
                                /** @description The same for programs, such as AUDIO_UNDECODABLE or CANCELLED */
                                error_code: string | null;
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                updated_at: string;
                                /** Format: date-time */
                                started_at: string | null;
                                /** Format: date-time */
                                finished_at: string | null;
                                document: {
                                    id: string;
                                    name: string;
                                    type: string;
                                } | null;
                                session_mode: string;
                                custom_model_id: number | null;
                                folder_id: number | null;
                                punctuation: boolean;
                                multichannel: boolean;
                                keep_source: boolean;
                                diarization: boolean | null;
                                speaker_count: number | null;
                                meta_data: {
                                    [key: string]: string;
                                } | null;
                                /** @description Key of the model the language stands for */
                                model: string;
                                /** @description The speech engine of that model */
                                engine: string;
                                /** @description fetch, prepare, recognise or assemble while there is work */
                                stage: string | null;
                                /** @description How far the media is fetched from its `media_source`, in the stage fetch */
                                download: {
                                    received_bytes: number;
                                    total_bytes: number | null;
                                } | null;
                                /** @description Percent of the work done; never goes down */
                                progress: number;
                                /** @description Sessions that are being processed or go before this one; 0 while processing */
                                queue_position: number | null;
                                /** @description Why nothing happens to it now: media (nothing was uploaded yet, or it is being fetched), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                                waiting_for: string | null;
                                /** @description Rough estimate of the time until completion */
                                estimated_seconds_left: number | null;
                                is_pinned: boolean;
                            }[];
                        };
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Need not be unique */
                    name?: string;
                    /** @description Null: at the top */
                    parent_id?: number | null;
                    /** @description Open to those it names only; otherwise as open as the folder it lies in, at the top to everybody */
                    is_private?: boolean;
                    /** @description Who may do what while the folder is private. Groups that are not named keep what the private folder above it gives them. */
                    permissions?: {
                        group_id: number;
                        /** @description 0 none, 1 read, 2 write */
                        permission: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Null too where the caller may not see what it lies in */
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                        };
                        id: number;
                        name: string;
                        /** @description Null too where the caller may not see what it lies in */
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteFolder: {
        parameters: {
            query?: {
                /** @description `move` (default): folders and sessions in it move to where it lay and take the rights of that place; `delete`: they are deleted with all that is in them, at once for everybody who looks, and erased behind that */
                contents?: "move" | "delete";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    moveFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Null: at the top */
                    parent_id: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description Null too where the caller may not see what it lies in */
                            parent_id: number | null;
                            is_private: boolean;
                            /** @description As set on it; null for whoever may not write in it */
                            permissions: {
                                group_id?: number;
                                permission?: number;
                            }[] | null;
                            /** @description Sessions right in it; for keys those they made */
                            session_count: number;
                            /** @description Folders right in it that the caller may see */
                            folder_count: number;
                            /** @description What the caller may do: 1 read, 2 write */
                            permission: number;
                            is_pinned: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                            organization_id: number;
                            /** @description The folders above it, from the top, as far as the caller may see them */
                            path: {
                                id: number;
                                name: string;
                            }[];
                        };
                        id: number;
                        name: string;
                        /** @description Null too where the caller may not see what it lies in */
                        parent_id: number | null;
                        is_private: boolean;
                        /** @description As set on it; null for whoever may not write in it */
                        permissions: {
                            group_id?: number;
                            permission?: number;
                        }[] | null;
                        /** @description Sessions right in it; for keys those they made */
                        session_count: number;
                        /** @description Folders right in it that the caller may see */
                        folder_count: number;
                        /** @description What the caller may do: 1 read, 2 write */
                        permission: number;
                        is_pinned: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                        organization_id: number;
                        /** @description The folders above it, from the top, as far as the caller may see them */
                        path: {
                            id: number;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    moveSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Null: at the top */
                    folder_id: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            session_id: string;
                            folder_id: number | null;
                        };
                        session_id: string;
                        folder_id: number | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    moveSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Names of sessions: all of them are moved, or none */
                    session_ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            moved: number;
                            folder_id: number | null;
                        };
                        moved: number;
                        folder_id: number | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    moveSessionsToRoot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Names of sessions: all of them are moved, or none */
                    session_ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            moved: number;
                            folder_id: number | null;
                        };
                        moved: number;
                        folder_id: number | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pinFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unpinFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pinSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unpinSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPreferences: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Text within the key */
                q?: string;
                /** @description Default created_at */
                sort?: "key" | "created_at" | "last_modified";
                /** @description Default desc */
                direction?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            key: string;
                            /** @description Any JSON, up to 64 KB and 100 levels deep */
                            value: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createPreference: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique for each person */
                    key: string;
                    /** @description Any JSON, up to 64 KB and 100 levels deep */
                    value: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            key: string;
                            /** @description Any JSON, up to 64 KB and 100 levels deep */
                            value: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        key: string;
                        /** @description Any JSON, up to 64 KB and 100 levels deep */
                        value: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPreference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            key: string;
                            /** @description Any JSON, up to 64 KB and 100 levels deep */
                            value: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        key: string;
                        /** @description Any JSON, up to 64 KB and 100 levels deep */
                        value: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updatePreference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique for each person */
                    key?: string;
                    /** @description Any JSON, up to 64 KB and 100 levels deep */
                    value: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            key: string;
                            /** @description Any JSON, up to 64 KB and 100 levels deep */
                            value: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_modified: string;
                        };
                        id: number;
                        key: string;
                        /** @description Any JSON, up to 64 KB and 100 levels deep */
                        value: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_modified: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deletePreference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description One action, `login.failed`, or all that begin with it if it ends with a dot: `login.` */
                action?: string;
                /** @description Who did it: `user:3`, `key:12`, `system`, `unknown` */
                actor?: string;
                /** @description To whom or what: `user:4`, `group:2` */
                target?: string;
                address?: string;
                /** @description This or later */
                from?: string;
                /** @description Before this */
                to?: string;
                /** @description `next_cursor` of the page before: what is added meanwhile moves nothing */
                cursor?: string;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description `csv`: all that match, without pages; the same as `Accept: text/csv` */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** @description Counted up to 100 000 */
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description Null: of no organisation, as an unknown address at sign-in */
                            organization_id: number | null;
                            actor: string;
                            /** @description Of a person of the organisation: name, or e-mail address */
                            actor_name: string | null;
                            action: string;
                            target: string | null;
                            target_name: string | null;
                            address: string | null;
                            user_agent: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Null on the last page */
                        next_cursor: string | null;
                    };
                    "text/csv": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAdminAudit: {
        parameters: {
            query?: {
                /** @description One action, `login.failed`, or all that begin with it if it ends with a dot: `login.` */
                action?: string;
                /** @description Who did it: `user:3`, `key:12`, `system`, `unknown` */
                actor?: string;
                /** @description To whom or what: `user:4`, `group:2` */
                target?: string;
                address?: string;
                /** @description This or later */
                from?: string;
                /** @description Before this */
                to?: string;
                /** @description `next_cursor` of the page before: what is added meanwhile moves nothing */
                cursor?: string;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description `csv`: all that match, without pages; the same as `Accept: text/csv` */
                format?: "json" | "csv";
                organization_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** @description Counted up to 100 000 */
                        total_results: number;
                        result: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description Null: of no organisation, as an unknown address at sign-in */
                            organization_id: number | null;
                            actor: string;
                            /** @description Of a person of the organisation: name, or e-mail address */
                            actor_name: string | null;
                            action: string;
                            target: string | null;
                            target_name: string | null;
                            address: string | null;
                            user_agent: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description Null on the last page */
                        next_cursor: string | null;
                    };
                    "text/csv": string;
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAdminOrganizations: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description Part of the name */
                q?: string;
                /** @description Without it: all but the deleted */
                status?: "active" | "suspended" | "deleted";
                /** @description Default created_at */
                sort?: "name" | "created_at" | "id";
                /** @description Default desc */
                direction?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /**
                             * @description Null: that of the installation
                             * @enum {string|null}
                             */
                            rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                            /** Format: date-time */
                            created_at: string;
                            is_suspended: boolean;
                            /** Format: date-time */
                            suspended_at: string | null;
                            /** Format: date-time */
                            deleted_at: string | null;
                            /**
                             * Format: date-time
                             * @description When nothing was left of a deleted one but what billing keeps
                             */
                            erased_at: string | null;
                            people: number;
                            /** @description Ever made */
                            sessions: number;
                            /** @description Of audio, ever transcribed */
                            hours: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createAdminOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * Format: email
                     * @description Of its first administrator, who is invited
                     * @example administrator@customer.example
                     */
                    email: string;
                    first_name?: string;
                    last_name?: string;
                    /**
                     * @description Limits: GET /api/v3/limits
                     * @enum {unknown}
                     */
                    rate_profile?: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /**
                             * @description Null: that of the installation
                             * @enum {string|null}
                             */
                            rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                            /** Format: date-time */
                            created_at: string;
                            is_suspended: boolean;
                            /** Format: date-time */
                            suspended_at: string | null;
                            /** Format: date-time */
                            deleted_at: string | null;
                            /**
                             * Format: date-time
                             * @description When nothing was left of a deleted one but what billing keeps
                             */
                            erased_at: string | null;
                            people: number;
                            /** @description Ever made */
                            sessions: number;
                            /** @description Of audio, ever transcribed */
                            hours: number;
                        };
                        id: number;
                        name: string;
                        /**
                         * @description Null: that of the installation
                         * @enum {string|null}
                         */
                        rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                        /** Format: date-time */
                        created_at: string;
                        is_suspended: boolean;
                        /** Format: date-time */
                        suspended_at: string | null;
                        /** Format: date-time */
                        deleted_at: string | null;
                        /**
                         * Format: date-time
                         * @description When nothing was left of a deleted one but what billing keeps
                         */
                        erased_at: string | null;
                        people: number;
                        /** @description Ever made */
                        sessions: number;
                        /** @description Of audio, ever transcribed */
                        hours: number;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAdminOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /**
                             * @description Null: that of the installation
                             * @enum {string|null}
                             */
                            rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                            /** Format: date-time */
                            created_at: string;
                            is_suspended: boolean;
                            /** Format: date-time */
                            suspended_at: string | null;
                            /** Format: date-time */
                            deleted_at: string | null;
                            /**
                             * Format: date-time
                             * @description When nothing was left of a deleted one but what billing keeps
                             */
                            erased_at: string | null;
                            people: number;
                            /** @description Ever made */
                            sessions: number;
                            /** @description Of audio, ever transcribed */
                            hours: number;
                        };
                        id: number;
                        name: string;
                        /**
                         * @description Null: that of the installation
                         * @enum {string|null}
                         */
                        rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                        /** Format: date-time */
                        created_at: string;
                        is_suspended: boolean;
                        /** Format: date-time */
                        suspended_at: string | null;
                        /** Format: date-time */
                        deleted_at: string | null;
                        /**
                         * Format: date-time
                         * @description When nothing was left of a deleted one but what billing keeps
                         */
                        erased_at: string | null;
                        people: number;
                        /** @description Ever made */
                        sessions: number;
                        /** @description Of audio, ever transcribed */
                        hours: number;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateAdminOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /**
                     * @description Null: that of the installation
                     * @enum {string|null}
                     */
                    rate_profile?: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                    /** @description True: within a second none of its keys and logins works; nothing is deleted */
                    is_suspended?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /**
                             * @description Null: that of the installation
                             * @enum {string|null}
                             */
                            rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                            /** Format: date-time */
                            created_at: string;
                            is_suspended: boolean;
                            /** Format: date-time */
                            suspended_at: string | null;
                            /** Format: date-time */
                            deleted_at: string | null;
                            /**
                             * Format: date-time
                             * @description When nothing was left of a deleted one but what billing keeps
                             */
                            erased_at: string | null;
                            people: number;
                            /** @description Ever made */
                            sessions: number;
                            /** @description Of audio, ever transcribed */
                            hours: number;
                        };
                        id: number;
                        name: string;
                        /**
                         * @description Null: that of the installation
                         * @enum {string|null}
                         */
                        rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                        /** Format: date-time */
                        created_at: string;
                        is_suspended: boolean;
                        /** Format: date-time */
                        suspended_at: string | null;
                        /** Format: date-time */
                        deleted_at: string | null;
                        /**
                         * Format: date-time
                         * @description When nothing was left of a deleted one but what billing keeps
                         */
                        erased_at: string | null;
                        people: number;
                        /** @description Ever made */
                        sessions: number;
                        /** @description Of audio, ever transcribed */
                        hours: number;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteAdminOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its name, exactly */
                    confirm: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /**
                             * @description Null: that of the installation
                             * @enum {string|null}
                             */
                            rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                            /** Format: date-time */
                            created_at: string;
                            is_suspended: boolean;
                            /** Format: date-time */
                            suspended_at: string | null;
                            /** Format: date-time */
                            deleted_at: string | null;
                            /**
                             * Format: date-time
                             * @description When nothing was left of a deleted one but what billing keeps
                             */
                            erased_at: string | null;
                            people: number;
                            /** @description Ever made */
                            sessions: number;
                            /** @description Of audio, ever transcribed */
                            hours: number;
                        };
                        id: number;
                        name: string;
                        /**
                         * @description Null: that of the installation
                         * @enum {string|null}
                         */
                        rate_profile: "free" | "bronze" | "silver" | "gold" | "enterprise" | "self-hosted" | null;
                        /** Format: date-time */
                        created_at: string;
                        is_suspended: boolean;
                        /** Format: date-time */
                        suspended_at: string | null;
                        /** Format: date-time */
                        deleted_at: string | null;
                        /**
                         * Format: date-time
                         * @description When nothing was left of a deleted one but what billing keeps
                         */
                        erased_at: string | null;
                        people: number;
                        /** @description Ever made */
                        sessions: number;
                        /** @description Of audio, ever transcribed */
                        hours: number;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAdminUsage: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description First month, `2026-01`; default eleven months ago. UTC */
                from?: string;
                /** @description Last month; default this one */
                to?: string;
                organization_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            organization_id: number;
                            organization_name: string;
                            /** @description `2026-01` */
                            month: string;
                            /** @description Made in that month, deleted ones too */
                            sessions: number;
                            completed: number;
                            /** @description Of the completed ones */
                            audio_seconds: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAdminQueue: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            organization_id: number;
                            organization_name: string;
                            /** @description Sessions */
                            queued: number;
                            /** @description Sessions */
                            processing: number;
                            /** @description Since the oldest of them was queued */
                            oldest_seconds: number;
                            /** @description Tasks */
                            prepare_waiting: number;
                            prepare_taken: number;
                            recognise_waiting: number;
                            recognise_taken: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listStrandedSessions: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                /** @description `unfinished`: queued or being processed for longer; `without_media`: made longer ago, and nothing came; `failed`: within that time */
                class?: "unfinished" | "without_media" | "failed";
                hours?: number;
                organization_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            organization_id: number;
                            organization_name: string;
                            session_id: string;
                            /** @enum {unknown} */
                            class: "unfinished" | "without_media" | "failed";
                            status: string;
                            stage: string | null;
                            progress: number;
                            attempt: number;
                            error_code: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            queued_at: string | null;
                            /** Format: date-time */
                            started_at: string | null;
                            /** Format: date-time */
                            finished_at: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retryStrandedSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            session_id: string;
                            organization_id: number;
                            status: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ZIP; README.txt in it says what each file is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description batch, realtime or reseller */
                            type: string;
                            /** @description The beginning and the end of the key */
                            key_preview: string;
                            /** @description Who made it: it works as long as they may sign in */
                            user_id: number | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** Format: date-time */
                            last_used_at: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {unknown} */
                    type: "batch" | "realtime" | "reseller";
                    /**
                     * @description Without it and expires_at: never
                     * @enum {integer}
                     */
                    expires_in_years?: 1 | 2 | 5;
                    /** Format: date-time */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @description batch, realtime or reseller */
                            type: string;
                            /** @description The beginning and the end of the key */
                            key_preview: string;
                            /** @description Who made it: it works as long as they may sign in */
                            user_id: number | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** Format: date-time */
                            last_used_at: string | null;
                            /** @description Shown this once */
                            key: string;
                        };
                        id: number;
                        name: string;
                        /** @description batch, realtime or reseller */
                        type: string;
                        /** @description The beginning and the end of the key */
                        key_preview: string;
                        /** @description Who made it: it works as long as they may sign in */
                        user_id: number | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /** Format: date-time */
                        last_used_at: string | null;
                        /** @description Shown this once */
                        key: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @enum {unknown} */
                            type: "EXPORT_TEMPLATE" | "SUMMARIZATION";
                            prompt: string | null;
                            has_docx: boolean;
                            has_pdf: boolean;
                            /** @description A signed link, good for an hour */
                            docx_url: string | null;
                            /** @description A signed link, good for an hour */
                            pdf_url: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @enum {unknown} */
                            type: "EXPORT_TEMPLATE" | "SUMMARIZATION";
                            prompt: string | null;
                            has_docx: boolean;
                            has_pdf: boolean;
                            /** @description A signed link, good for an hour */
                            docx_url: string | null;
                            /** @description A signed link, good for an hour */
                            pdf_url: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        name: string;
                        /** @enum {unknown} */
                        type: "EXPORT_TEMPLATE" | "SUMMARIZATION";
                        prompt: string | null;
                        has_docx: boolean;
                        has_pdf: boolean;
                        /** @description A signed link, good for an hour */
                        docx_url: string | null;
                        /** @description A signed link, good for an hour */
                        pdf_url: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            name: string;
                            /** @enum {unknown} */
                            type: "EXPORT_TEMPLATE" | "SUMMARIZATION";
                            prompt: string | null;
                            has_docx: boolean;
                            has_pdf: boolean;
                            /** @description A signed link, good for an hour */
                            docx_url: string | null;
                            /** @description A signed link, good for an hour */
                            pdf_url: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                        id: number;
                        name: string;
                        /** @enum {unknown} */
                        type: "EXPORT_TEMPLATE" | "SUMMARIZATION";
                        prompt: string | null;
                        has_docx: boolean;
                        has_pdf: boolean;
                        /** @description A signed link, good for an hour */
                        docx_url: string | null;
                        /** @description A signed link, good for an hour */
                        pdf_url: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTemplateFile: {
        parameters: {
            query: {
                expires: number;
                signature: string;
            };
            header?: never;
            path: {
                id: number;
                file: "docx" | "pdf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, or the range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                };
            };
            /** @description The file, or the range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/pdf": string;
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getExampleTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A DOCX */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            url: string;
                            /** @description POST or PUT */
                            method: string;
                            headers: string[];
                            events: string[];
                            description: string | null;
                            is_active: boolean;
                            /** @description Why it was switched off, when the receiver asked for it */
                            inactive_reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description https, at most 2000 characters, a public address */
                    url: string;
                    /**
                     * @description Default POST
                     * @enum {unknown}
                     */
                    method?: "POST" | "PUT" | null;
                    /**
                     * @description `Name: value`, sent with every attempt
                     * @example [
                     *       "Authorization: Bearer abc"
                     *     ]
                     */
                    headers?: string[] | null;
                    /** @description What to be told of; default everything */
                    events?: ("transcription.completed" | "transcription.failed" | "document.created" | "document.updated" | "document.deleted")[] | null;
                    description?: string | null;
                    /** @description Default true */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            url: string;
                            /** @description POST or PUT */
                            method: string;
                            headers: string[];
                            events: string[];
                            description: string | null;
                            is_active: boolean;
                            /** @description Why it was switched off, when the receiver asked for it */
                            inactive_reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        id: number;
                        url: string;
                        /** @description POST or PUT */
                        method: string;
                        headers: string[];
                        events: string[];
                        description: string | null;
                        is_active: boolean;
                        /** @description Why it was switched off, when the receiver asked for it */
                        inactive_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            url: string;
                            /** @description POST or PUT */
                            method: string;
                            headers: string[];
                            events: string[];
                            description: string | null;
                            is_active: boolean;
                            /** @description Why it was switched off, when the receiver asked for it */
                            inactive_reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        id: number;
                        url: string;
                        /** @description POST or PUT */
                        method: string;
                        headers: string[];
                        events: string[];
                        description: string | null;
                        is_active: boolean;
                        /** @description Why it was switched off, when the receiver asked for it */
                        inactive_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        /** @description What is left out stays as it is; so does a header whose value is `***` */
        requestBody: {
            content: {
                "application/json": {
                    /** @description https, at most 2000 characters, a public address */
                    url?: string;
                    /**
                     * @description Default POST
                     * @enum {unknown}
                     */
                    method?: "POST" | "PUT" | null;
                    /**
                     * @description `Name: value`, sent with every attempt
                     * @example [
                     *       "Authorization: Bearer abc"
                     *     ]
                     */
                    headers?: string[] | null;
                    /** @description What to be told of; default everything */
                    events?: ("transcription.completed" | "transcription.failed" | "document.created" | "document.updated" | "document.deleted")[] | null;
                    description?: string | null;
                    /** @description Default true */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            url: string;
                            /** @description POST or PUT */
                            method: string;
                            headers: string[];
                            events: string[];
                            description: string | null;
                            is_active: boolean;
                            /** @description Why it was switched off, when the receiver asked for it */
                            inactive_reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        id: number;
                        url: string;
                        /** @description POST or PUT */
                        method: string;
                        headers: string[];
                        events: string[];
                        description: string | null;
                        is_active: boolean;
                        /** @description Why it was switched off, when the receiver asked for it */
                        inactive_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhookSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** @description The beginning and the end of the secret */
                            preview: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Until when a rotated secret still signs; null for the newest
                             */
                            expires_at: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            id: number;
                            /** @description The beginning and the end of the secret */
                            preview: string;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description Until when a rotated secret still signs; null for the newest
                             */
                            expires_at: string | null;
                            /**
                             * @description Shown this once
                             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                             */
                            secret: string;
                        };
                        id: number;
                        /** @description The beginning and the end of the secret */
                        preview: string;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description Until when a rotated secret still signs; null for the newest
                         */
                        expires_at: string | null;
                        /**
                         * @description Shown this once
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        secret: string;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                status?: "pending" | "delivered" | "abandoned" | "stopped";
                event?: string;
                /** @description Only those of this session */
                session_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `msg_` and 32 hex characters */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                            /** @description The newest first, at most 50 */
                            attempts: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            }[];
                        };
                        /** @description The `webhook-id` of every attempt */
                        id: string;
                        /** @description null when the session named the address itself */
                        webhook_id: number | null;
                        session_id: string | null;
                        document_id: string | null;
                        event: string;
                        method: string;
                        /** @description With the values of its query hidden */
                        url: string;
                        /** @description pending, delivered, abandoned or stopped */
                        status: string;
                        /** @description Why it was abandoned or stopped */
                        reason: string | null;
                        attempts_made: number;
                        /** Format: date-time */
                        next_attempt_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description As it is signed and sent; null once the session is deleted */
                        request_body: string | null;
                        last_attempt: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        } | null;
                        /** @description The newest first, at most 50 */
                        attempts: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description `msg_` and 32 hex characters */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                            /** @description The newest first, at most 50 */
                            attempts: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            }[];
                        };
                        /** @description The `webhook-id` of every attempt */
                        id: string;
                        /** @description null when the session named the address itself */
                        webhook_id: number | null;
                        session_id: string | null;
                        document_id: string | null;
                        event: string;
                        method: string;
                        /** @description With the values of its query hidden */
                        url: string;
                        /** @description pending, delivered, abandoned or stopped */
                        status: string;
                        /** @description Why it was abandoned or stopped */
                        reason: string | null;
                        attempts_made: number;
                        /** Format: date-time */
                        next_attempt_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description As it is signed and sent; null once the session is deleted */
                        request_body: string | null;
                        last_attempt: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        } | null;
                        /** @description The newest first, at most 50 */
                        attempts: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                offset?: number;
                /** @description At most 100; more is read as 100. */
                limit?: number;
                status?: "pending" | "delivered" | "abandoned" | "stopped";
                event?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    redeliverToWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word of your own for this very request, a UUID for example. Repeated within 24 hours with the same parameters it is done once, and answered with the first answer and `Idempotency-Replayed: true`. */
                "idempotency-key"?: string;
            };
            path: {
                id: number;
                /** @description `msg_` and 32 hex characters */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                            /** @description The newest first, at most 50 */
                            attempts: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            }[];
                        };
                        /** @description The `webhook-id` of every attempt */
                        id: string;
                        /** @description null when the session named the address itself */
                        webhook_id: number | null;
                        session_id: string | null;
                        document_id: string | null;
                        event: string;
                        method: string;
                        /** @description With the values of its query hidden */
                        url: string;
                        /** @description pending, delivered, abandoned or stopped */
                        status: string;
                        /** @description Why it was abandoned or stopped */
                        reason: string | null;
                        attempts_made: number;
                        /** Format: date-time */
                        next_attempt_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description As it is signed and sent; null once the session is deleted */
                        request_body: string | null;
                        last_attempt: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        } | null;
                        /** @description The newest first, at most 50 */
                        attempts: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description The `webhook-id` of every attempt */
                            id: string;
                            /** @description null when the session named the address itself */
                            webhook_id: number | null;
                            session_id: string | null;
                            document_id: string | null;
                            event: string;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            /** @description pending, delivered, abandoned or stopped */
                            status: string;
                            /** @description Why it was abandoned or stopped */
                            reason: string | null;
                            attempts_made: number;
                            /** Format: date-time */
                            next_attempt_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description As it is signed and sent; null once the session is deleted */
                            request_body: string | null;
                            last_attempt: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            } | null;
                            /** @description The newest first, at most 50 */
                            attempts: {
                                /** @description 1 for the first */
                                number: number;
                                /** @description delivered, retried, abandoned or stopped */
                                outcome: string;
                                /** Format: date-time */
                                started_at: string;
                                duration_ms: number;
                                method: string;
                                /** @description With the values of its query hidden */
                                url: string;
                                request_headers: {
                                    [key: string]: string;
                                };
                                response_status: number | null;
                                response_headers: {
                                    [key: string]: string;
                                } | null;
                                /** @description The first 4096 bytes */
                                response_body: string | null;
                                response_truncated: boolean;
                                /** @description Why it was no success */
                                error: string | null;
                            }[];
                        };
                        /** @description The `webhook-id` of every attempt */
                        id: string;
                        /** @description null when the session named the address itself */
                        webhook_id: number | null;
                        session_id: string | null;
                        document_id: string | null;
                        event: string;
                        method: string;
                        /** @description With the values of its query hidden */
                        url: string;
                        /** @description pending, delivered, abandoned or stopped */
                        status: string;
                        /** @description Why it was abandoned or stopped */
                        reason: string | null;
                        attempts_made: number;
                        /** Format: date-time */
                        next_attempt_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description As it is signed and sent; null once the session is deleted */
                        request_body: string | null;
                        last_attempt: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        } | null;
                        /** @description The newest first, at most 50 */
                        attempts: {
                            /** @description 1 for the first */
                            number: number;
                            /** @description delivered, retried, abandoned or stopped */
                            outcome: string;
                            /** Format: date-time */
                            started_at: string;
                            duration_ms: number;
                            method: string;
                            /** @description With the values of its query hidden */
                            url: string;
                            request_headers: {
                                [key: string]: string;
                            };
                            response_status: number | null;
                            response_headers: {
                                [key: string]: string;
                            } | null;
                            /** @description The first 4096 bytes */
                            response_body: string | null;
                            response_truncated: boolean;
                            /** @description Why it was no success */
                            error: string | null;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description For clients that cannot send the header at first; the header counts when both are there */
                last_event_id?: number;
                /**
                 * @description Only these, separated by commas
                 * @example session.completed,session.failed
                 */
                types?: string;
            };
            header?: {
                /** @description The last `id` received; browsers send it by themselves */
                "last-event-id"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Where to resume; null when this event is told to this stream only and not kept */
                        id: number | null;
                        /** @description session.updated, session.completed, session.failed, session.deleted, document.opened, document.closed, document.edited, document.finished, document.reopened, document.deleted, comment.created, comment.updated, comment.deleted, stream.ready, stream.reset, stream.shutdown */
                        event: string;
                        session_id: string | null;
                        /** @description As in getSession; null once the session is deleted */
                        status: string | null;
                        /** @description As in getSession */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number | null;
                        /** @description The same as `progress` */
                        percent: number | null;
                        /** @description Sessions before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description What a queued session waits for */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                        /** @description How much of a `media_source` has arrived, in the stage `fetch` */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs */
                        error_code: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        /** @description Of events of sessions: where it lies now */
                        folder_id: number | null;
                        /** @description Of `document.…` and `comment.…`, as all that follows */
                        document_id: string | null;
                        /** @description Who did it: `user:3`, `key:12`, `guest:` and the name they gave */
                        actor: string | null;
                        actor_name: string | null;
                        /** @description That came to be with it */
                        revision: number | null;
                        comment_id: number | null;
                        /** @description Ids of people whom a comment mentions */
                        mentions: number[] | null;
                        /** @description Who has the document open, when its stream begins (`stream.ready`) */
                        viewers: {
                            /** @description `user:3` or `key:12` */
                            actor: string;
                            actor_name: string | null;
                            /** Format: date-time */
                            since: string;
                        }[] | null;
                    };
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamSessionEvents: {
        parameters: {
            query?: {
                /** @description For clients that cannot send the header at first; the header counts when both are there */
                last_event_id?: number;
            };
            header?: {
                /** @description The last `id` received; browsers send it by themselves */
                "last-event-id"?: number;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Where to resume; null when this event is told to this stream only and not kept */
                        id: number | null;
                        /** @description session.updated, session.completed, session.failed, session.deleted, document.opened, document.closed, document.edited, document.finished, document.reopened, document.deleted, comment.created, comment.updated, comment.deleted, stream.ready, stream.reset, stream.shutdown */
                        event: string;
                        session_id: string | null;
                        /** @description As in getSession; null once the session is deleted */
                        status: string | null;
                        /** @description As in getSession */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number | null;
                        /** @description The same as `progress` */
                        percent: number | null;
                        /** @description Sessions before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description What a queued session waits for */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                        /** @description How much of a `media_source` has arrived, in the stage `fetch` */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs */
                        error_code: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        /** @description Of events of sessions: where it lies now */
                        folder_id: number | null;
                        /** @description Of `document.…` and `comment.…`, as all that follows */
                        document_id: string | null;
                        /** @description Who did it: `user:3`, `key:12`, `guest:` and the name they gave */
                        actor: string | null;
                        actor_name: string | null;
                        /** @description That came to be with it */
                        revision: number | null;
                        comment_id: number | null;
                        /** @description Ids of people whom a comment mentions */
                        mentions: number[] | null;
                        /** @description Who has the document open, when its stream begins (`stream.ready`) */
                        viewers: {
                            /** @description `user:3` or `key:12` */
                            actor: string;
                            actor_name: string | null;
                            /** Format: date-time */
                            since: string;
                        }[] | null;
                    };
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamDocumentEvents: {
        parameters: {
            query?: {
                /** @description For clients that cannot send the header at first; the header counts when both are there */
                last_event_id?: number;
            };
            header?: {
                /** @description The last `id` received; browsers send it by themselves */
                "last-event-id"?: number;
            };
            path: {
                /** @description 26 lower-case hex characters */
                session_id: string;
                /** @description UUID */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Where to resume; null when this event is told to this stream only and not kept */
                        id: number | null;
                        /** @description session.updated, session.completed, session.failed, session.deleted, document.opened, document.closed, document.edited, document.finished, document.reopened, document.deleted, comment.created, comment.updated, comment.deleted, stream.ready, stream.reset, stream.shutdown */
                        event: string;
                        session_id: string | null;
                        /** @description As in getSession; null once the session is deleted */
                        status: string | null;
                        /** @description As in getSession */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number | null;
                        /** @description The same as `progress` */
                        percent: number | null;
                        /** @description Sessions before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description What a queued session waits for */
                        waiting_for: string | null;
                        /** @description Rough estimate of the time until completion */
                        estimated_seconds_left: number | null;
                        /** @description How much of a `media_source` has arrived, in the stage `fetch` */
                        download: {
                            received_bytes: number;
                            total_bytes: number | null;
                        } | null;
                        /** @description Why it failed */
                        error: string | null;
                        /** @description The same for programs */
                        error_code: string | null;
                        document: {
                            id: string;
                            name: string;
                            type: string;
                        } | null;
                        /** @description Of events of sessions: where it lies now */
                        folder_id: number | null;
                        /** @description Of `document.…` and `comment.…`, as all that follows */
                        document_id: string | null;
                        /** @description Who did it: `user:3`, `key:12`, `guest:` and the name they gave */
                        actor: string | null;
                        actor_name: string | null;
                        /** @description That came to be with it */
                        revision: number | null;
                        comment_id: number | null;
                        /** @description Ids of people whom a comment mentions */
                        mentions: number[] | null;
                        /** @description Who has the document open, when its stream begins (`stream.ready`) */
                        viewers: {
                            /** @description `user:3` or `key:12` */
                            actor: string;
                            actor_name: string | null;
                            /** Format: date-time */
                            since: string;
                        }[] | null;
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    initializeRealtime: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `ready` or `unavailable` */
                        status: string;
                        message: string;
                        ready: boolean;
                        /** @description Where to connect to */
                        endpoint: string;
                        /** @description `v4` */
                        version: string;
                        /** @description What `type` of a connection can be */
                        models: string[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `ready` or `unavailable` */
                        status: string;
                        message: string;
                        ready: boolean;
                        /** @description Where to connect to */
                        endpoint: string;
                        /** @description `v4` */
                        version: string;
                        /** @description What `type` of a connection can be */
                        models: string[];
                    };
                };
            };
        };
    };
    getRealtimeStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `ready` or `unavailable` */
                        status: string;
                        message: string;
                        ready: boolean;
                        /** @description Where to connect to */
                        endpoint: string;
                        /** @description `v4` */
                        version: string;
                        /** @description What `type` of a connection can be */
                        models: string[];
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `ready` or `unavailable` */
                        status: string;
                        message: string;
                        ready: boolean;
                        /** @description Where to connect to */
                        endpoint: string;
                        /** @description `v4` */
                        version: string;
                        /** @description What `type` of a connection can be */
                        models: string[];
                    };
                };
            };
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description free, bronze, silver, gold, enterprise or self-hosted */
                            profile: string;
                            /** @description Of this API key or person: by the minute, which the X-RateLimit headers tell of, the hour and the day */
                            requests: {
                                /** @description As in the profile and in `details.limit` of a 429 */
                                name: string;
                                window_seconds: number;
                                /** @description Null: no limit */
                                limit: number | null;
                                used: number;
                                /** @description Null: no limit */
                                remaining: number | null;
                                /** Format: date-time */
                                reset_at: string | null;
                            }[];
                            /** @description Kinds of requests that are counted on their own besides */
                            sub_limits: {
                                /** @description As in the profile and in `details.limit` of a 429 */
                                name: string;
                                window_seconds: number;
                                /** @description Null: no limit */
                                limit: number | null;
                                used: number;
                                /** @description Null: no limit */
                                remaining: number | null;
                                /** Format: date-time */
                                reset_at: string | null;
                            }[];
                            unauthenticated: {
                                /** @description As in the profile and in `details.limit` of a 429 */
                                name: string;
                                window_seconds: number;
                                /** @description Null: no limit */
                                limit: number | null;
                                used: number;
                                /** @description Null: no limit */
                                remaining: number | null;
                                /** Format: date-time */
                                reset_at: string | null;
                            };
                            uploads: {
                                max_upload_bytes: number;
                                max_duration_seconds: number;
                                /** @description How long an unfinished upload can be resumed */
                                upload_expiry_seconds: number;
                                max_json_body_bytes: number;
                                /** @description Characters */
                                max_filename_length: number;
                            };
                            queue: {
                                concurrent_sessions: {
                                    /** @description Sessions of the organisation processed at once; null: no limit */
                                    limit: number | null;
                                    used: number;
                                };
                                /** @description Of all organisations */
                                unfinished_sessions: {
                                    limit: number;
                                    used: number;
                                };
                            };
                            /** @description Whether new work is accepted now, and if not, what is short */
                            accepting: {
                                new_work: boolean;
                                disk: boolean;
                                queue: boolean;
                                memory: boolean;
                            };
                            events: {
                                /** @description Event streams open at once, on each server process */
                                streams_per_key: number;
                            };
                            realtime: {
                                concurrent: {
                                    /** @description Live sessions of this key or person at once; null: no limit */
                                    limit: number | null;
                                    used: number;
                                };
                                /** @description Longest live session */
                                max_seconds: number;
                                /** @description How long a client may send nothing */
                                idle_seconds: number;
                                /** @description How long a session waits for a client that was cut */
                                reconnect_seconds: number;
                            };
                            webhooks: {
                                /** @description Minutes after the event at which delivery is tried */
                                attempt_minutes: number[];
                                timeout_seconds: number;
                            };
                            idempotency: {
                                max_key_length: number;
                                kept_seconds: number;
                            };
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        total_results: number;
                        result: {
                            /** @description How long the media of a failed session is kept for another try; null: for ever */
                            failed_media_days: number | null;
                            /** @description How long the copies of media that keep_source asks for are kept; null: for ever */
                            kept_media_days: number | null;
                            /** @description After how many days ended sessions are erased with their transcripts, as if deleted; null: for ever */
                            ended_session_days: number | null;
                            /** @description How long a session waits for its media before it fails; null: for ever */
                            empty_session_days: number | null;
                            /** @description How long an unfinished upload can be resumed */
                            unfinished_upload_seconds: number;
                            /** @description How long events can be caught up with */
                            event_hours: number;
                            /** @description How long deliveries of webhooks are kept */
                            webhook_delivery_days: number;
                            /** @description How long the answer to an Idempotency-Key is kept */
                            idempotency_key_seconds: number;
                            /** Format: date-time */
                            last_run_at: string | null;
                        };
                    };
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
