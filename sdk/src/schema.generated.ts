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
        post?: never;
        /** End an unfinished upload (TUS 1.0) */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
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
         * @description Metadata (`Upload-Metadata`, base64): `language` and the other fields of createSession as text, `filename`, `filetype`, `document_type`, `document` (JSON), `session_id` to use an existing session.
         */
        post: operations["createUpload"];
        delete?: never;
        /** What the TUS server supports */
        options: operations["getUploadOptions"];
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
                /** @description Part of the file name or of the session id */
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
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
                            waiting_for: string | null;
                            /** @description Rough estimate of the time until completion */
                            estimated_seconds_left: number | null;
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Language tag or model key; `GET …/models` lists them.
                     * @example en
                     */
                    language: string;
                    /** @description Sentences with capitals and punctuation. Default false. */
                    punctuation?: boolean | null;
                    /** @description Every channel is transcribed on its own. Default false. */
                    multichannel?: boolean | null;
                    /** @description Keeps a small re-encoded copy of the media. Default false. */
                    keep_source?: boolean | null;
                    diarization?: boolean | null;
                    /** @description Address the server fetches the media from. */
                    media_source?: string | null;
                    webhook_url?: string | null;
                    /** @enum {unknown} */
                    webhook_method?: "POST" | "PUT" | null;
                    webhook_headers?: string[] | null;
                    document?: ({
                        /** @enum {unknown} */
                        document_type?: "caption" | "document" | "transcript";
                        filename?: string;
                        webhook_url?: string | null;
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
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
            404: {
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
            500: {
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
            500: {
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
            404: {
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
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
                            meta_data: {
                                [key: string]: string;
                            } | null;
                            /** @description Key of the model the language stands for */
                            model: string;
                            /** @description prepare, recognise or assemble while there is work */
                            stage: string | null;
                            /** @description Percent of the work done; never goes down */
                            progress: number;
                            /** @description Sessions that are being processed or go before this one; 0 while processing */
                            queue_position: number | null;
                            /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
                        meta_data: {
                            [key: string]: string;
                        } | null;
                        /** @description Key of the model the language stands for */
                        model: string;
                        /** @description prepare, recognise or assemble while there is work */
                        stage: string | null;
                        /** @description Percent of the work done; never goes down */
                        progress: number;
                        /** @description Sessions that are being processed or go before this one; 0 while processing */
                        queue_position: number | null;
                        /** @description Why nothing happens to it now: media (nothing was uploaded yet), other_sessions, organization_limit (as many of your sessions as allowed are being processed), worker (no worker process is running); null otherwise */
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
            500: {
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
                                word_times: boolean;
                                word_confidence: boolean;
                                hotwords: boolean;
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
            header?: never;
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
}
