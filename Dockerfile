FROM node:24-slim AS program
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency needs an install script.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# Of the runtimes of all systems only this one's stays, 46 MB of 290.
RUN cd node_modules/onnxruntime-node/bin/napi-v* \
  && find . -mindepth 2 -maxdepth 2 ! -path "$(node -p '`./${process.platform}/${process.arch}`')" -exec rm -r {} +
COPY bin bin
COPY src src
# Bundles src/ into node_modules/.cache, so that no start has to.
RUN node bin/bundle.js

FROM node:24-slim
WORKDIR /app
COPY --from=program /app ./
COPY LICENSE THIRD-PARTY.md ./
COPY models models
COPY knowledge knowledge
# The folders that the bot writes to: the records, and what admins teach. A new volume takes over their owner.
RUN mkdir data && chown -R node:node data knowledge
USER node
# A bot that polls serves only the health check here.
ENV PORT=8080
# A container's own ports are reached only where they are published.
ENV HOST=0.0.0.0
EXPOSE 8080
# Not /readyz: a restart helps a process that hangs, but not when Telegram cannot be reached.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/wenzheng.js", "start"]
