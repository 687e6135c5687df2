import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://127.0.0.1:3000';
const proxied = { target: api, changeOrigin: false };
const socket = { ...proxied, ws: true };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  server: {
    proxy: {
      '/api': proxied,
      '/ui': proxied,
      '/discovery': proxied,
      '/static': proxied,
      '/healthz': proxied,
      '/metrics': proxied,
      '/ws': socket,
      '/socket.io': socket,
    },
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The terminal, which loads on demand, is the largest.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/ },
            { name: 'radix', test: /node_modules[\\/](@radix-ui[\\/]react-(?!icons)|@floating-ui)/ },
            // One request in place of twenty small ones; languages stay apart.
            { name: 'shared', test: /[\\/]web[\\/]src[\\/]shared[\\/](?!i18n[\\/]de[\\/])/ },
          ],
        },
      },
    },
  },
});
