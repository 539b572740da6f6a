FROM node:20-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs a script of its own to be installed.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY knowledge knowledge
# What the bot writes to: the records, and what admins teach it. A new volume takes over whose they are.
RUN mkdir data && chown -R node:node data knowledge
USER node
# A container keeps no cache for its next start: without it tsx writes nothing, to /tmp neither.
ENV TSX_DISABLE_CACHE=1
# Where the bot polls nothing but the health check comes here.
ENV PORT=8080
EXPOSE 8080
# Not /readyz: a restart mends a process that hangs, and not Telegram that cannot be reached.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "src/main.ts"]
