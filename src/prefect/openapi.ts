/*
 * Generated from the OpenAPI document of a Prefect server by `npm run openapi`; do not edit.
 */

/* eslint-disable max-lines, @typescript-eslint/consistent-indexed-object-style, @typescript-eslint/no-duplicate-type-constituents, @typescript-eslint/no-redundant-type-constituents -- generated */
export interface paths {
    "/csrf-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    client: string;
                };
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CsrfToken"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_block_types_block_types_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockType"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BlockTypeCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockType"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BlockTypeUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/block_schemas/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BlockSchemaCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockSchema"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_schemas/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_block_schemas_block_schemas_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockSchema"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BlockDocumentCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_block_documents_block_documents_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockDocument"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_block_documents_block_documents_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    include_secrets?: boolean;
                };
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BlockDocumentUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/flows/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FlowCreate"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Flow"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FlowUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/flows/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_flows_flows_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Flow"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_flows_flows_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeploymentCreate"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentResponse"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentResponse"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeploymentUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/deployments/name/{flow_name}/{deployment_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    flow_name: string;
                    deployment_name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentResponse"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_deployments_deployments_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentResponse"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_deployments_deployments_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_schedule_deployment_deployments__id__schedule_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentSchedule"][];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeploymentScheduleCreate"][];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeploymentSchedule"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/schedules/{schedule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                    schedule_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                    schedule_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeploymentScheduleUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/deployments/{id}/create_flow_run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeploymentFlowRunCreate"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowRunResponse"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AutomationCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Automation"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Automation"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AutomationUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AutomationPartialUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/automations/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_automations_automations_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Automation"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_automations_automations_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/owned-by/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WorkPoolCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkPoolResponse"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WorkPoolUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/work_pools/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_work_pools_work_pools_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkPoolResponse"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_work_pools_work_pools_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    view: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{work_pool_name}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WorkQueueCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkQueueResponse"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{work_pool_name}/queues/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WorkQueueUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/work_pools/{work_pool_name}/queues/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_work_queues_work_pools__work_pool_name__queues_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkQueueResponse"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{work_pool_name}/workers/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_workers_work_pools__work_pool_name__workers_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkerResponse"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{work_pool_name}/workers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    work_pool_name: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/concurrency_limits/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConcurrencyLimitV2Create"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConcurrencyLimitV2"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/concurrency_limits/{id_or_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id_or_name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GlobalConcurrencyLimitResponse"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id_or_name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id_or_name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConcurrencyLimitV2Update"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/concurrency_limits/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConcurrencyLimitCreate"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConcurrencyLimit"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/concurrency_limits/tag/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConcurrencyLimit"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VariableCreate"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Variable"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VariableUpdate"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/variables/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_variables_variables_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Variable"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_count_variables_variables_count_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": number;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowRunResponse"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_flow_runs_flow_runs_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowRunResponse"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: {
                    "x-prefect-api-version"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Body_read_logs_logs_filter_post"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Log"][];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Automation: {
            name: string;
            /** @default  */
            description?: string;
            /** @default true */
            enabled?: boolean;
            tags?: string[];
            trigger: components["schemas"]["EventTrigger-Output"] | components["schemas"]["CompoundTrigger-Output"] | components["schemas"]["SequenceTrigger-Output"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Output"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_trigger?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Output"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_resolve?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Output"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
        };
        AutomationCreate: {
            name: string;
            /** @default  */
            description?: string;
            /** @default true */
            enabled?: boolean;
            tags?: string[];
            trigger: components["schemas"]["EventTrigger-Input"] | components["schemas"]["CompoundTrigger-Input"] | components["schemas"]["SequenceTrigger-Input"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_trigger?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_resolve?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            owner_resource?: string | null;
        };
        AutomationFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["AutomationFilterId"] | null;
            name?: components["schemas"]["AutomationFilterName"] | null;
            created?: components["schemas"]["AutomationFilterCreated"] | null;
            tags?: components["schemas"]["AutomationFilterTags"] | null;
        };
        AutomationFilterCreated: {
            before_?: string | null;
        };
        AutomationFilterId: {
            any_?: string[] | null;
        };
        AutomationFilterName: {
            any_?: string[] | null;
        };
        AutomationFilterTags: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            all_?: string[] | null;
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        AutomationPartialUpdate: {
            /** @default true */
            enabled?: boolean;
        };
        /** @enum {string} */
        AutomationSort: "CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC";
        AutomationUpdate: {
            name: string;
            /** @default  */
            description?: string;
            /** @default true */
            enabled?: boolean;
            tags?: string[];
            trigger: components["schemas"]["EventTrigger-Input"] | components["schemas"]["CompoundTrigger-Input"] | components["schemas"]["SequenceTrigger-Input"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_trigger?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
            actions_on_resolve?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment-Input"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"])[];
        };
        BlockDocument: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name?: string | null;
            data?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_schema_id: string;
            block_schema?: components["schemas"]["BlockSchema"] | null;
            /** Format: uuid */
            block_type_id: string;
            block_type_name?: string | null;
            block_type?: components["schemas"]["BlockType"] | null;
            block_document_references?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @default false */
            is_anonymous?: boolean;
        };
        BlockDocumentCreate: {
            name?: string | null;
            data?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_schema_id: string;
            /** Format: uuid */
            block_type_id: string;
            /** @default false */
            is_anonymous?: boolean;
        };
        BlockDocumentFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["BlockDocumentFilterId"] | null;
            /**
             * @default {
             *       "eq_": false
             *     }
             */
            is_anonymous?: components["schemas"]["BlockDocumentFilterIsAnonymous"] | null;
            block_type_id?: components["schemas"]["BlockDocumentFilterBlockTypeId"] | null;
            name?: components["schemas"]["BlockDocumentFilterName"] | null;
        };
        BlockDocumentFilterBlockTypeId: {
            any_?: string[] | null;
        };
        BlockDocumentFilterId: {
            any_?: string[] | null;
        };
        BlockDocumentFilterIsAnonymous: {
            eq_?: boolean | null;
        };
        BlockDocumentFilterName: {
            any_?: string[] | null;
            like_?: string | null;
        };
        /** @enum {string} */
        BlockDocumentSort: "NAME_DESC" | "NAME_ASC" | "BLOCK_TYPE_AND_NAME_ASC";
        BlockDocumentUpdate: {
            block_schema_id?: string | null;
            data?: {
                [key: string]: unknown;
            };
            /** @default true */
            merge_existing_data?: boolean;
        };
        BlockSchema: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            checksum: string;
            fields?: {
                [key: string]: unknown;
            };
            block_type_id: string | null;
            block_type?: components["schemas"]["BlockType"] | null;
            capabilities?: string[];
            /** @default non-versioned */
            version?: string;
        };
        BlockSchemaCreate: {
            fields?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_type_id: string;
            capabilities?: string[];
            /** @default non-versioned */
            version?: string;
        };
        BlockSchemaFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            block_type_id?: components["schemas"]["BlockSchemaFilterBlockTypeId"] | null;
            block_capabilities?: components["schemas"]["BlockSchemaFilterCapabilities"] | null;
            id?: components["schemas"]["BlockSchemaFilterId"] | null;
            version?: components["schemas"]["BlockSchemaFilterVersion"] | null;
        };
        BlockSchemaFilterBlockTypeId: {
            any_?: string[] | null;
        };
        BlockSchemaFilterCapabilities: {
            all_?: string[] | null;
        };
        BlockSchemaFilterId: {
            any_?: string[] | null;
        };
        BlockSchemaFilterVersion: {
            any_?: string[] | null;
        };
        BlockType: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            slug: string;
            logo_url?: string | null;
            documentation_url?: string | null;
            description?: string | null;
            code_example?: string | null;
            /** @default false */
            is_protected?: boolean;
        };
        BlockTypeCreate: {
            name: string;
            slug: string;
            logo_url?: string | null;
            documentation_url?: string | null;
            description?: string | null;
            code_example?: string | null;
        };
        BlockTypeFilter: {
            name?: components["schemas"]["BlockTypeFilterName"] | null;
            slug?: components["schemas"]["BlockTypeFilterSlug"] | null;
        };
        BlockTypeFilterName: {
            like_?: string | null;
        };
        BlockTypeFilterSlug: {
            any_?: string[] | null;
        };
        BlockTypeUpdate: {
            logo_url?: string | null;
            documentation_url?: string | null;
            description?: string | null;
            code_example?: string | null;
        };
        Body_count_automations_automations_count_post: {
            automations?: components["schemas"]["AutomationFilter"] | null;
        };
        Body_count_block_documents_block_documents_count_post: {
            block_documents?: components["schemas"]["BlockDocumentFilter"] | null;
            block_types?: components["schemas"]["BlockTypeFilter"] | null;
        };
        Body_count_deployments_deployments_count_post: {
            flows?: components["schemas"]["FlowFilter"] | null;
            deployments?: components["schemas"]["DeploymentFilter"] | null;
            work_pools?: components["schemas"]["WorkPoolFilter"] | null;
        };
        Body_count_flows_flows_count_post: {
            flows?: components["schemas"]["FlowFilter"];
        };
        Body_count_variables_variables_count_post: {
            variables?: components["schemas"]["VariableFilter"] | null;
        };
        Body_count_work_pools_work_pools_count_post: {
            work_pools?: components["schemas"]["WorkPoolFilter"] | null;
        };
        Body_read_automations_automations_filter_post: {
            automations?: components["schemas"]["AutomationFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default NAME_ASC */
            sort?: components["schemas"]["AutomationSort"];
        };
        Body_read_block_documents_block_documents_filter_post: {
            block_documents?: components["schemas"]["BlockDocumentFilter"] | null;
            block_types?: components["schemas"]["BlockTypeFilter"] | null;
            /** @default false */
            include_secrets?: boolean;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default NAME_ASC */
            sort?: components["schemas"]["BlockDocumentSort"] | null;
        };
        Body_read_block_schemas_block_schemas_filter_post: {
            block_schemas?: components["schemas"]["BlockSchemaFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
        };
        Body_read_block_types_block_types_filter_post: {
            block_types?: components["schemas"]["BlockTypeFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
        };
        Body_read_deployments_deployments_filter_post: {
            flows?: components["schemas"]["FlowFilter"] | null;
            deployments?: components["schemas"]["DeploymentFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default NAME_ASC */
            sort?: components["schemas"]["DeploymentSort"];
        };
        Body_read_flow_runs_flow_runs_filter_post: {
            flow_runs?: components["schemas"]["FlowRunFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default ID_DESC */
            sort?: components["schemas"]["FlowRunSort"];
        };
        Body_read_flows_flows_filter_post: {
            flows?: components["schemas"]["FlowFilter"];
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default NAME_ASC */
            sort?: components["schemas"]["FlowSort"];
        };
        Body_read_logs_logs_filter_post: {
            logs?: components["schemas"]["LogFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default TIMESTAMP_ASC */
            sort?: components["schemas"]["LogSort"];
        };
        Body_read_variables_variables_filter_post: {
            variables?: components["schemas"]["VariableFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
            /** @default NAME_ASC */
            sort?: components["schemas"]["VariableSort"];
        };
        Body_read_work_pools_work_pools_filter_post: {
            work_pools?: components["schemas"]["WorkPoolFilter"] | null;
            limit?: number;
            /** @default 0 */
            offset?: number;
        };
        Body_read_work_queues_work_pools__work_pool_name__queues_filter_post: {
            limit?: number;
            /** @default 0 */
            offset?: number;
        };
        Body_read_workers_work_pools__work_pool_name__workers_filter_post: {
            limit?: number;
            /** @default 0 */
            offset?: number;
        };
        Body_schedule_deployment_deployments__id__schedule_post: {
            /** Format: date-time */
            start_time?: string;
            /** Format: date-time */
            end_time?: string;
            /** Format: time-delta */
            min_time?: number;
            min_runs?: number;
            max_runs?: number;
        };
        CallWebhook: {
            /**
             * @default call-webhook
             * @constant
             */
            type?: "call-webhook";
            /** Format: uuid */
            block_document_id: string;
            /** @default  */
            payload?: string;
        };
        CancelFlowRun: {
            /**
             * @default cancel-flow-run
             * @constant
             */
            type?: "cancel-flow-run";
        };
        ChangeFlowRunState: {
            /**
             * @default change-flow-run-state
             * @constant
             */
            type?: "change-flow-run-state";
            name?: string | null;
            state: components["schemas"]["StateType"];
            message?: string | null;
            /** @default false */
            force?: boolean;
        };
        "CompoundTrigger-Input": {
            /**
             * @default compound
             * @constant
             */
            type?: "compound";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger-Input"] | components["schemas"]["CompoundTrigger-Input"] | components["schemas"]["SequenceTrigger-Input"])[];
            within: string | null;
            require: number | ("any" | "all");
        };
        "CompoundTrigger-Output": {
            /**
             * @default compound
             * @constant
             */
            type?: "compound";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger-Output"] | components["schemas"]["CompoundTrigger-Output"] | components["schemas"]["SequenceTrigger-Output"])[];
            within: number | null;
            require: number | ("any" | "all");
        };
        ConcurrencyLimit: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            tag: string;
            concurrency_limit: number;
            active_slots?: string[];
        };
        ConcurrencyLimitCreate: {
            tag: string;
            concurrency_limit: number;
        };
        /** @enum {string} */
        ConcurrencyLimitStrategy: "ENQUEUE" | "CANCEL_NEW";
        ConcurrencyLimitV2: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            /** @default true */
            active?: boolean;
            name: string;
            limit: number;
            /** @default 0 */
            active_slots?: number;
            /** @default 0 */
            denied_slots?: number;
            /** @default 0 */
            slot_decay_per_second?: number;
            /** @default 2 */
            avg_slot_occupancy_seconds?: number;
        };
        ConcurrencyLimitV2Create: {
            /** @default true */
            active?: boolean;
            name: string;
            limit: number;
            /** @default 0 */
            active_slots?: number;
            /** @default 0 */
            denied_slots?: number;
            /** @default 0 */
            slot_decay_per_second?: number;
        };
        ConcurrencyLimitV2Update: {
            active?: boolean | null;
            name?: string | null;
            limit?: number | null;
            active_slots?: number | null;
            denied_slots?: number | null;
            slot_decay_per_second?: number | null;
        };
        ConcurrencyOptions: {
            collision_strategy: components["schemas"]["ConcurrencyLimitStrategy"];
            grace_period_seconds?: number | null;
        };
        CreatedBy: {
            id?: string | null;
            type?: string | null;
            display_value?: string | null;
        };
        CronSchedule: {
            cron: string;
            timezone?: string | null;
            /** @default true */
            day_or?: boolean;
        };
        CsrfToken: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            token: string;
            client: string;
            /** Format: date-time */
            expiration: string;
        };
        DeleteFlowRun: {
            /**
             * @default delete-flow-run
             * @constant
             */
            type?: "delete-flow-run";
        };
        DeploymentCreate: {
            name: string;
            /** Format: uuid */
            flow_id: string;
            /** @default false */
            paused?: boolean;
            schedules?: components["schemas"]["DeploymentScheduleCreate"][];
            concurrency_limit?: number | null;
            concurrency_options?: components["schemas"]["ConcurrencyOptions"] | null;
            global_concurrency_limit_id?: string | null;
            /** @default true */
            enforce_parameter_schema?: boolean;
            parameter_openapi_schema?: {
                [key: string]: unknown;
            } | {
                [key: string]: unknown;
            } | null;
            parameters?: {
                [key: string]: unknown;
            };
            tags?: string[];
            labels?: {
                [key: string]: boolean | number | string;
            } | null;
            pull_steps?: {
                [key: string]: unknown;
            }[] | null;
            work_queue_name?: string | null;
            work_pool_name?: string | null;
            storage_document_id?: string | null;
            infrastructure_document_id?: string | null;
            description?: string | null;
            path?: string | null;
            version?: string | null;
            entrypoint?: string | null;
            job_variables?: {
                [key: string]: unknown;
            };
            version_info?: components["schemas"]["VersionInfo"] | null;
        };
        DeploymentFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["DeploymentFilterId"] | null;
            name?: components["schemas"]["DeploymentFilterName"] | null;
            flow_or_deployment_name?: components["schemas"]["DeploymentOrFlowNameFilter"] | null;
            paused?: components["schemas"]["DeploymentFilterPaused"] | null;
            tags?: components["schemas"]["DeploymentFilterTags"] | null;
            work_queue_name?: components["schemas"]["DeploymentFilterWorkQueueName"] | null;
            /** @deprecated */
            concurrency_limit?: components["schemas"]["DeploymentFilterConcurrencyLimit"] | null;
        };
        DeploymentFilterConcurrencyLimit: {
            ge_?: number | null;
            le_?: number | null;
            is_null_?: boolean | null;
        };
        DeploymentFilterId: {
            any_?: string[] | null;
            not_any_?: string[] | null;
        };
        DeploymentFilterName: {
            any_?: string[] | null;
            like_?: string | null;
        };
        DeploymentFilterPaused: {
            eq_?: boolean | null;
        };
        DeploymentFilterTags: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            all_?: string[] | null;
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        DeploymentFilterWorkQueueName: {
            any_?: string[] | null;
        };
        DeploymentFlowRunCreate: {
            state?: components["schemas"]["StateCreate"] | null;
            name?: string;
            parameters?: {
                [key: string]: unknown;
            };
            enforce_parameter_schema?: boolean | null;
            context?: {
                [key: string]: unknown;
            };
            infrastructure_document_id?: string | null;
            empirical_policy?: components["schemas"]["FlowRunPolicy"];
            tags?: string[];
            idempotency_key?: string | null;
            labels?: {
                [key: string]: boolean | number | string;
            } | null;
            parent_task_run_id?: string | null;
            work_queue_name?: string | null;
            job_variables?: {
                [key: string]: unknown;
            } | {
                [key: string]: unknown;
            } | null;
        };
        DeploymentOrFlowNameFilter: {
            like_?: string | null;
        };
        DeploymentResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            version?: string | null;
            description?: string | null;
            /** Format: uuid */
            flow_id: string;
            /** @default false */
            paused?: boolean;
            schedules?: components["schemas"]["DeploymentSchedule"][];
            /** @deprecated */
            concurrency_limit?: number | null;
            global_concurrency_limit?: components["schemas"]["GlobalConcurrencyLimitResponse"] | null;
            concurrency_options?: components["schemas"]["ConcurrencyOptions"] | null;
            job_variables?: {
                [key: string]: unknown;
            };
            parameters?: {
                [key: string]: unknown;
            };
            tags?: string[];
            labels?: {
                [key: string]: boolean | number | string;
            };
            work_queue_name?: string | null;
            work_queue_id?: string | null;
            last_polled?: string | null;
            parameter_openapi_schema?: {
                [key: string]: unknown;
            } | {
                [key: string]: unknown;
            } | null;
            path?: string | null;
            pull_steps?: {
                [key: string]: unknown;
            }[] | null;
            entrypoint?: string | null;
            storage_document_id?: string | null;
            infrastructure_document_id?: string | null;
            created_by?: components["schemas"]["CreatedBy"] | null;
            updated_by?: components["schemas"]["UpdatedBy"] | null;
            work_pool_name?: string | null;
            /** @default NOT_READY */
            status?: components["schemas"]["DeploymentStatus"] | null;
            /** @default true */
            enforce_parameter_schema?: boolean;
        };
        DeploymentSchedule: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            deployment_id?: string | null;
            schedule: components["schemas"]["IntervalSchedule-Output"] | components["schemas"]["CronSchedule"] | components["schemas"]["RRuleSchedule"];
            /** @default true */
            active?: boolean;
            max_scheduled_runs?: number | null;
            parameters?: {
                [key: string]: unknown;
            };
            slug?: string | null;
        };
        DeploymentScheduleCreate: {
            /** @default true */
            active?: boolean;
            schedule: components["schemas"]["IntervalSchedule-Input"] | components["schemas"]["CronSchedule"] | components["schemas"]["RRuleSchedule"];
            max_scheduled_runs?: number | null;
            parameters?: {
                [key: string]: unknown;
            };
            slug?: string | null;
            replaces?: string | null;
        };
        DeploymentScheduleUpdate: {
            active?: boolean | null;
            schedule?: components["schemas"]["IntervalSchedule-Input"] | components["schemas"]["CronSchedule"] | components["schemas"]["RRuleSchedule"] | null;
            max_scheduled_runs?: number | null;
            parameters?: {
                [key: string]: unknown;
            };
            slug?: string | null;
            replaces?: string | null;
        };
        /** @enum {string} */
        DeploymentSort: "CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC";
        /** @enum {string} */
        DeploymentStatus: "READY" | "NOT_READY";
        DeploymentUpdate: {
            version?: string | null;
            description?: string | null;
            /** @default false */
            paused?: boolean;
            schedules?: components["schemas"]["DeploymentScheduleUpdate"][];
            concurrency_limit?: number | null;
            concurrency_options?: components["schemas"]["ConcurrencyOptions"] | null;
            global_concurrency_limit_id?: string | null;
            parameters?: {
                [key: string]: unknown;
            } | null;
            parameter_openapi_schema?: {
                [key: string]: unknown;
            } | null;
            tags?: string[];
            work_queue_name?: string | null;
            work_pool_name?: string | null;
            path?: string | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
            pull_steps?: {
                [key: string]: unknown;
            }[] | null;
            entrypoint?: string | null;
            storage_document_id?: string | null;
            infrastructure_document_id?: string | null;
            enforce_parameter_schema?: boolean | null;
            version_info?: components["schemas"]["VersionInfo"] | null;
        };
        DoNothing: {
            /**
             * @default do-nothing
             * @constant
             */
            type?: "do-nothing";
        };
        "EventTrigger-Input": {
            /**
             * @default event
             * @constant
             */
            type?: "event";
            /** Format: uuid */
            id?: string;
            match?: components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            };
            match_related?: components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            } | (components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            })[];
            after?: string[];
            expect?: string[];
            for_each?: string[];
            /** @enum {string} */
            posture: "Reactive" | "Proactive";
            /** @default 1 */
            threshold?: number;
            /**
             * Format: duration
             * @default PT0S
             */
            within?: string;
        };
        "EventTrigger-Output": {
            /**
             * @default event
             * @constant
             */
            type?: "event";
            /** Format: uuid */
            id?: string;
            match?: components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            };
            match_related?: components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            } | (components["schemas"]["ResourceSpecification"] | {
                [key: string]: string | string[];
            })[];
            after?: string[];
            expect?: string[];
            for_each?: string[];
            /** @enum {string} */
            posture: "Reactive" | "Proactive";
            /** @default 1 */
            threshold?: number;
            /** @default 0 */
            within?: number;
        };
        Flow: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            tags?: string[];
            labels?: {
                [key: string]: boolean | number | string;
            } | null;
        };
        FlowCreate: {
            name: string;
            tags?: string[];
            labels?: {
                [key: string]: boolean | number | string;
            } | null;
        };
        FlowFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["FlowFilterId"] | null;
            deployment?: components["schemas"]["FlowFilterDeployment"] | null;
            name?: components["schemas"]["FlowFilterName"] | null;
            tags?: components["schemas"]["FlowFilterTags"] | null;
        };
        FlowFilterDeployment: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            is_null_?: boolean | null;
        };
        FlowFilterId: {
            any_?: string[] | null;
            not_any_?: string[] | null;
        };
        FlowFilterName: {
            any_?: string[] | null;
            like_?: string | null;
        };
        FlowFilterTags: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            all_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["FlowRunFilterId"] | null;
            name?: components["schemas"]["FlowRunFilterName"] | null;
            tags?: components["schemas"]["FlowRunFilterTags"] | null;
            deployment_id?: components["schemas"]["FlowRunFilterDeploymentId"] | null;
            work_queue_name?: components["schemas"]["FlowRunFilterWorkQueueName"] | null;
            state?: components["schemas"]["FlowRunFilterState"] | null;
            flow_version?: components["schemas"]["FlowRunFilterFlowVersion"] | null;
            start_time?: components["schemas"]["FlowRunFilterStartTime"] | null;
            end_time?: components["schemas"]["FlowRunFilterEndTime"] | null;
            expected_start_time?: components["schemas"]["FlowRunFilterExpectedStartTime"] | null;
            next_scheduled_start_time?: components["schemas"]["FlowRunFilterNextScheduledStartTime"] | null;
            parent_flow_run_id?: components["schemas"]["FlowRunFilterParentFlowRunId"] | null;
            parent_task_run_id?: components["schemas"]["FlowRunFilterParentTaskRunId"] | null;
            idempotency_key?: components["schemas"]["FlowRunFilterIdempotencyKey"] | null;
            created_by?: components["schemas"]["FlowRunFilterCreatedBy"] | null;
        };
        FlowRunFilterCreatedBy: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id_?: string[] | null;
            type_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterDeploymentId: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterEndTime: {
            before_?: string | null;
            after_?: string | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterExpectedStartTime: {
            before_?: string | null;
            after_?: string | null;
        };
        FlowRunFilterFlowVersion: {
            any_?: string[] | null;
        };
        FlowRunFilterId: {
            any_?: string[] | null;
            not_any_?: string[] | null;
        };
        FlowRunFilterIdempotencyKey: {
            any_?: string[] | null;
            not_any_?: string[] | null;
        };
        FlowRunFilterName: {
            any_?: string[] | null;
            like_?: string | null;
        };
        FlowRunFilterNextScheduledStartTime: {
            before_?: string | null;
            after_?: string | null;
        };
        FlowRunFilterParentFlowRunId: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            any_?: string[] | null;
        };
        FlowRunFilterParentTaskRunId: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterStartTime: {
            before_?: string | null;
            after_?: string | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterState: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            type?: components["schemas"]["FlowRunFilterStateType"] | null;
            name?: components["schemas"]["FlowRunFilterStateName"] | null;
        };
        FlowRunFilterStateName: {
            any_?: string[] | null;
            not_any_?: string[] | null;
        };
        FlowRunFilterStateType: {
            any_?: components["schemas"]["StateType"][] | null;
            not_any_?: components["schemas"]["StateType"][] | null;
        };
        FlowRunFilterTags: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            all_?: string[] | null;
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunFilterWorkQueueName: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        FlowRunPolicy: {
            /**
             * @deprecated
             * @default 0
             */
            max_retries?: number;
            /**
             * @deprecated
             * @default 0
             */
            retry_delay_seconds?: number;
            retries?: number | null;
            retry_delay?: number | null;
            pause_keys?: string[] | null;
            /** @default false */
            resuming?: boolean | null;
            retry_type?: ("in_process" | "reschedule") | null;
        };
        FlowRunResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name?: string;
            /** Format: uuid */
            flow_id: string;
            state_id?: string | null;
            deployment_id?: string | null;
            deployment_version?: string | null;
            work_queue_id?: string | null;
            work_queue_name?: string | null;
            flow_version?: string | null;
            parameters?: {
                [key: string]: unknown;
            };
            idempotency_key?: string | null;
            context?: {
                [key: string]: unknown;
            };
            empirical_policy?: components["schemas"]["FlowRunPolicy"];
            tags?: string[];
            labels?: {
                [key: string]: boolean | number | string;
            };
            parent_task_run_id?: string | null;
            state_type?: components["schemas"]["StateType"] | null;
            state_name?: string | null;
            /** @default 0 */
            run_count?: number;
            expected_start_time?: string | null;
            next_scheduled_start_time?: string | null;
            start_time?: string | null;
            end_time?: string | null;
            /** @default 0 */
            total_run_time?: number;
            /** @default 0 */
            estimated_run_time?: number;
            /** @default 0 */
            estimated_start_time_delta?: number;
            /** @default false */
            auto_scheduled?: boolean;
            infrastructure_document_id?: string | null;
            infrastructure_pid?: string | null;
            created_by?: components["schemas"]["CreatedBy"] | null;
            work_pool_id?: string | null;
            work_pool_name?: string | null;
            state?: components["schemas"]["State"] | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
        };
        /** @enum {string} */
        FlowRunSort: "ID_DESC" | "START_TIME_ASC" | "START_TIME_DESC" | "EXPECTED_START_TIME_ASC" | "EXPECTED_START_TIME_DESC" | "NAME_ASC" | "NAME_DESC" | "NEXT_SCHEDULED_START_TIME_ASC" | "END_TIME_DESC";
        /** @enum {string} */
        FlowSort: "CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC";
        FlowUpdate: {
            tags?: string[];
        };
        GlobalConcurrencyLimitResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            /** @default true */
            active?: boolean;
            name: string;
            limit: number;
            active_slots: number;
            /** @default 2 */
            slot_decay_per_second?: number;
        };
        "IntervalSchedule-Input": {
            /** Format: duration */
            interval: string;
            /** Format: date-time */
            anchor_date?: string;
            timezone?: string | null;
        };
        "IntervalSchedule-Output": {
            interval: number;
            /** Format: date-time */
            anchor_date?: string;
            timezone?: string | null;
        };
        Log: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            level: number;
            message: string;
            /** Format: date-time */
            timestamp: string;
            flow_run_id?: string | null;
            task_run_id?: string | null;
        };
        LogFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            level?: components["schemas"]["LogFilterLevel"] | null;
            timestamp?: components["schemas"]["LogFilterTimestamp"] | null;
            flow_run_id?: components["schemas"]["LogFilterFlowRunId"] | null;
            task_run_id?: components["schemas"]["LogFilterTaskRunId"] | null;
            text?: components["schemas"]["LogFilterTextSearch"] | null;
        };
        LogFilterFlowRunId: {
            any_?: string[] | null;
        };
        LogFilterLevel: {
            ge_?: number | null;
            le_?: number | null;
        };
        LogFilterTaskRunId: {
            any_?: string[] | null;
            is_null_?: boolean | null;
        };
        LogFilterTextSearch: {
            query: string;
        };
        LogFilterTimestamp: {
            before_?: string | null;
            after_?: string | null;
        };
        /** @enum {string} */
        LogSort: "TIMESTAMP_ASC" | "TIMESTAMP_DESC";
        /** @enum {string} */
        Operator: "and_" | "or_";
        PauseAutomation: {
            /**
             * @default pause-automation
             * @constant
             */
            type?: "pause-automation";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            automation_id?: string | null;
        };
        PauseDeployment: {
            /**
             * @default pause-deployment
             * @constant
             */
            type?: "pause-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
        };
        PauseWorkPool: {
            /**
             * @default pause-work-pool
             * @constant
             */
            type?: "pause-work-pool";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_pool_id?: string | null;
        };
        PauseWorkQueue: {
            /**
             * @default pause-work-queue
             * @constant
             */
            type?: "pause-work-queue";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_queue_id?: string | null;
        };
        QueueFilter: {
            tags?: string[] | null;
            deployment_ids?: string[] | null;
        };
        RRuleSchedule: {
            rrule: string;
            /** @default UTC */
            timezone?: string | null;
        };
        ResourceSpecification: {
            [key: string]: string | string[];
        };
        ResumeAutomation: {
            /**
             * @default resume-automation
             * @constant
             */
            type?: "resume-automation";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            automation_id?: string | null;
        };
        ResumeDeployment: {
            /**
             * @default resume-deployment
             * @constant
             */
            type?: "resume-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
        };
        ResumeFlowRun: {
            /**
             * @default resume-flow-run
             * @constant
             */
            type?: "resume-flow-run";
        };
        ResumeWorkPool: {
            /**
             * @default resume-work-pool
             * @constant
             */
            type?: "resume-work-pool";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_pool_id?: string | null;
        };
        ResumeWorkQueue: {
            /**
             * @default resume-work-queue
             * @constant
             */
            type?: "resume-work-queue";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_queue_id?: string | null;
        };
        "RunDeployment-Input": {
            /**
             * @default run-deployment
             * @constant
             */
            type?: "run-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
            parameters?: {
                [key: string]: unknown;
            } | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
            /** Format: duration */
            schedule_after?: string;
        };
        "RunDeployment-Output": {
            /**
             * @default run-deployment
             * @constant
             */
            type?: "run-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
            parameters?: {
                [key: string]: unknown;
            } | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
            schedule_after?: number;
        };
        SendNotification: {
            /**
             * @default send-notification
             * @constant
             */
            type?: "send-notification";
            /** Format: uuid */
            block_document_id: string;
            /** @default Prefect automated notification */
            subject?: string;
            body: string;
        };
        "SequenceTrigger-Input": {
            /**
             * @default sequence
             * @constant
             */
            type?: "sequence";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger-Input"] | components["schemas"]["CompoundTrigger-Input"] | components["schemas"]["SequenceTrigger-Input"])[];
            within: string | null;
        };
        "SequenceTrigger-Output": {
            /**
             * @default sequence
             * @constant
             */
            type?: "sequence";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger-Output"] | components["schemas"]["CompoundTrigger-Output"] | components["schemas"]["SequenceTrigger-Output"])[];
            within: number | null;
        };
        State: {
            /** Format: uuid */
            id: string;
            type: components["schemas"]["StateType"];
            name?: string | null;
            /** Format: date-time */
            timestamp?: string;
            message?: string | null;
            data?: unknown | null;
            state_details?: components["schemas"]["StateDetails"];
        };
        StateCreate: {
            type: components["schemas"]["StateType"];
            name?: string | null;
            message?: string | null;
            data?: unknown | null;
            state_details?: components["schemas"]["StateDetails"];
        };
        StateDetails: {
            flow_run_id?: string | null;
            task_run_id?: string | null;
            child_flow_run_id?: string | null;
            scheduled_time?: string | null;
            cache_key?: string | null;
            cache_expiration?: string | null;
            /** @default false */
            deferred?: boolean | null;
            /** @default false */
            untrackable_result?: boolean;
            pause_timeout?: string | null;
            /** @default false */
            pause_reschedule?: boolean;
            pause_key?: string | null;
            run_input_keyset?: {
                [key: string]: string;
            } | null;
            refresh_cache?: boolean | null;
            retriable?: boolean | null;
            transition_id?: string | null;
            task_parameters_id?: string | null;
            traceparent?: string | null;
            deployment_concurrency_lease_id?: string | null;
        };
        /** @enum {string} */
        StateType: "SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING";
        SuspendFlowRun: {
            /**
             * @default suspend-flow-run
             * @constant
             */
            type?: "suspend-flow-run";
        };
        UpdatedBy: {
            id?: string | null;
            type?: string | null;
            display_value?: string | null;
        };
        Variable: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            value: string | number | boolean | {
                [key: string]: unknown;
            } | unknown[] | null;
            tags?: string[];
        };
        VariableCreate: {
            name: string;
            value: string | number | boolean | {
                [key: string]: unknown;
            } | unknown[] | null;
            tags?: string[];
        };
        VariableFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["VariableFilterId"] | null;
            name?: components["schemas"]["VariableFilterName"] | null;
            tags?: components["schemas"]["VariableFilterTags"] | null;
        };
        VariableFilterId: {
            any_?: string[] | null;
        };
        VariableFilterName: {
            any_?: string[] | null;
            like_?: string | null;
        };
        VariableFilterTags: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            all_?: string[] | null;
            is_null_?: boolean | null;
        };
        /** @enum {string} */
        VariableSort: "CREATED_DESC" | "UPDATED_DESC" | "NAME_DESC" | "NAME_ASC";
        VariableUpdate: {
            name?: string | null;
            value?: string | number | boolean | {
                [key: string]: unknown;
            } | unknown[] | null;
            tags?: string[] | null;
        };
        VersionInfo: {
            type: string;
            version: string;
        } & {
            [key: string]: unknown;
        };
        WorkPoolCreate: {
            name: string;
            description?: string | null;
            /** @default prefect-agent */
            type?: string;
            base_job_template?: {
                [key: string]: unknown;
            };
            /** @default false */
            is_paused?: boolean;
            concurrency_limit?: number | null;
            storage_configuration?: components["schemas"]["WorkPoolStorageConfiguration"];
        };
        WorkPoolFilter: {
            /** @default and_ */
            operator?: components["schemas"]["Operator"];
            id?: components["schemas"]["WorkPoolFilterId"] | null;
            name?: components["schemas"]["WorkPoolFilterName"] | null;
            type?: components["schemas"]["WorkPoolFilterType"] | null;
        };
        WorkPoolFilterId: {
            any_?: string[] | null;
        };
        WorkPoolFilterName: {
            any_?: string[] | null;
        };
        WorkPoolFilterType: {
            any_?: string[] | null;
        };
        WorkPoolResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            description?: string | null;
            type: string;
            base_job_template?: {
                [key: string]: unknown;
            };
            /** @default false */
            is_paused?: boolean;
            concurrency_limit?: number | null;
            status?: components["schemas"]["WorkPoolStatus"] | null;
            default_queue_id?: string | null;
            storage_configuration?: components["schemas"]["WorkPoolStorageConfiguration"];
            active_slots?: number | null;
        };
        /** @enum {string} */
        WorkPoolStatus: "READY" | "NOT_READY" | "PAUSED";
        WorkPoolStorageConfiguration: {
            bundle_upload_step?: {
                [key: string]: unknown;
            } | null;
            bundle_execution_step?: {
                [key: string]: unknown;
            } | null;
            default_result_storage_block_id?: string | null;
        };
        WorkPoolUpdate: {
            description?: string | null;
            is_paused?: boolean | null;
            base_job_template?: {
                [key: string]: unknown;
            } | null;
            concurrency_limit?: number | null;
            storage_configuration?: components["schemas"]["WorkPoolStorageConfiguration"] | null;
        };
        WorkQueueCreate: {
            name: string;
            /** @default  */
            description?: string | null;
            /** @default false */
            is_paused?: boolean;
            concurrency_limit?: number | null;
            priority?: number | null;
            /** @deprecated */
            filter?: components["schemas"]["QueueFilter"] | null;
        };
        WorkQueueResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            /** @default  */
            description?: string | null;
            /** @default false */
            is_paused?: boolean;
            concurrency_limit?: number | null;
            /** @default 1 */
            priority?: number;
            work_pool_id?: string | null;
            /** @deprecated */
            filter?: components["schemas"]["QueueFilter"] | null;
            last_polled?: string | null;
            work_pool_name?: string | null;
            status?: components["schemas"]["WorkQueueStatus"] | null;
            active_slots?: number | null;
        };
        /** @enum {string} */
        WorkQueueStatus: "READY" | "NOT_READY" | "PAUSED";
        WorkQueueUpdate: {
            name?: string | null;
            description?: string | null;
            /** @default false */
            is_paused?: boolean;
            concurrency_limit?: number | null;
            priority?: number | null;
            last_polled?: string | null;
            /** @deprecated */
            filter?: components["schemas"]["QueueFilter"] | null;
        };
        WorkerResponse: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            /** Format: uuid */
            work_pool_id: string;
            last_heartbeat_time?: string | null;
            heartbeat_interval_seconds?: number | null;
            /** @default OFFLINE */
            status?: components["schemas"]["WorkerStatus"];
        };
        /** @enum {string} */
        WorkerStatus: "ONLINE" | "OFFLINE";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
/* eslint-enable max-lines, @typescript-eslint/consistent-indexed-object-style, @typescript-eslint/no-duplicate-type-constituents, @typescript-eslint/no-redundant-type-constituents -- generated */
