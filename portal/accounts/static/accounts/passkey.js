// Shows what needs passkeys where the browser has them, and says in words when one did not work.
(function () {
  const set = (selector, hidden) => document.querySelectorAll(selector).forEach((part) => { part.hidden = hidden })

  if (window.PublicKeyCredential) {
    set('[data-passkeys]', false)
    set('[data-no-passkeys]', true)
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    set('[data-passkey-failed]', false)
  })
})()
