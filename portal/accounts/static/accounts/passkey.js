// Shows what needs passkeys only where the browser has them, and says in words when one did not work.
(function () {
  const show = (selector) => document.querySelectorAll(selector).forEach((part) => { part.hidden = false })

  document.addEventListener('DOMContentLoaded', () => {
    show(window.PublicKeyCredential ? '[data-passkeys]' : '[data-no-passkeys]')
  })
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    show('[data-passkey-failed]')
  })
})()
