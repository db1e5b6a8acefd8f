export { basicCredentials, createSignIn, type SignIn } from './sign-in.service.ts';
export { createUser } from './users.service.ts';
