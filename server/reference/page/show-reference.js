// Runs in the browser, after Swagger UI, as one file with it.
const reference = document.getElementById('reference');
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);
window.SwaggerUIBundle({
  domNode: reference,
  url: reference.dataset.openapi,
  deepLinking: true,
  docExpansion: 'list',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // The permission of each operation.
  showExtensions: true,
  // No third party checks the document.
  validatorUrl: null,
});
