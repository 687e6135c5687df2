import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ROUTE_ACCESS, ROUTE_ANY_ORIGIN, ROUTE_RATE, ROUTE_REPLY, type RateClass, type RouteAccess } from './access.js';
import type { FieldClass } from './field-registry.js';

export const ROUTE_FILE = 'portal:file';
export const ROUTE_TEXT = 'portal:text';
export const ROUTE_BODY_BYTES = 'portal:body-bytes';
export const ROUTE_ENVELOPE = 'portal:envelope';

/** The one file a route takes in a form. */
export interface FileField {
  name: string;
  maxBytes: number;
}

/** The one media type a route takes as text. */
export interface TextBody {
  mediaType: string;
  maxBytes: number;
}

/** A route as its controller declares it. `url` is the router's pattern, `/api/users/:id`. */
export interface DeclaredRoute {
  method: string;
  url: string;
  handler: string;
  access: RouteAccess | undefined;
  rate: RateClass;
  reply: FieldClass | undefined;
  file: FileField | undefined;
  text: TextBody | undefined;
  /** What its JSON may be long, where that is more or less than elsewhere. */
  bodyBytes: number | undefined;
  anyOrigin: boolean;
  /** Whether it answers as specification B does. */
  envelope: boolean;
}

/** Every HTTP route of the application, read once from the controllers' declarations. */
@Injectable()
export class RouteRegistry {
  private routes: Map<string, DeclaredRoute> | undefined;
  private patterns: { method: string; pattern: RegExp }[] = [];

  constructor(private readonly modules: ModulesContainer) {}

  find(method: string, url: string | undefined): DeclaredRoute | undefined {
    const routes = this.all();
    return routes.get(`${method} ${url}`) ?? (method === 'HEAD' ? routes.get(`GET ${url}`) : undefined);
  }

  list(): DeclaredRoute[] {
    return [...this.all().values()];
  }

  /** The methods a path answers to, for a 405. */
  methodsOf(path: string): string[] {
    this.all();
    return [...new Set(this.patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
  }

  private all(): Map<string, DeclaredRoute> {
    if (this.routes) return this.routes;
    this.routes = new Map();
    const scanner = new MetadataScanner();
    for (const { controllers } of this.modules.values()) {
      for (const { metatype } of controllers.values()) {
        const controller = metatype as FieldClass;
        for (const name of scanner.getAllMethodNames(controller.prototype as object)) {
          for (const route of routesOf(controller, name)) this.routes.set(`${route.method} ${route.url}`, route);
        }
      }
    }
    this.patterns = [...this.routes.values()].flatMap(({ method, url, envelope }) => {
      const methods = method === 'GET' && !envelope ? ['GET', 'HEAD'] : [method];
      return methods.map((name) => ({ method: name, pattern: patternOf(url) }));
    });
    return this.routes;
  }
}

const routesOf = (controller: FieldClass, name: string): DeclaredRoute[] => {
  const handler = (controller.prototype as Record<string, object>)[name]!;
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const declared = <T>(key: string): T | undefined =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const prefixes = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
  return prefixes.flatMap((prefix) =>
    paths.map((path) => ({
      method: RequestMethod[method]!,
      url: `/${prefix}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
      handler: `${controller.name}.${name}`,
      access: declared<RouteAccess>(ROUTE_ACCESS),
      rate: declared<RateClass>(ROUTE_RATE) ?? 'general',
      reply: declared<FieldClass>(ROUTE_REPLY),
      file: declared<FileField>(ROUTE_FILE),
      text: declared<TextBody>(ROUTE_TEXT),
      bodyBytes: declared<number>(ROUTE_BODY_BYTES),
      anyOrigin: declared<boolean>(ROUTE_ANY_ORIGIN) ?? false,
      envelope: declared<boolean>(ROUTE_ENVELOPE) ?? false,
    })),
  );
};

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\/:[^/]+/g, '/[^/]+')
      .replace(/\*.*$/, '.*')}$`,
  );
