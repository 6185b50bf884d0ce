// Builds the web app into dist/web, which the server serves; in development, passes the API's paths on to a running server (not `/api` alone: the web app has a folder of that name).
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:4600';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  server: { port: 4601, strictPort: true, proxy: { '/api/v1': server, '/healthz': server, '^/report(/|\\?|$)': server } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The first load (React, router, Mantine, Zod) is about 720 kB, 230 compressed; ECharts is a lazy chunk of its own.
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      onwarn: (warning, tell) => {
        // Zod's comments for another bundler.
        if (warning.code !== 'INVALID_ANNOTATION') tell(warning);
      },
    },
  },
});
