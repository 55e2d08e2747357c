/** Where the policies of all authentication methods are, below the version root (each one's update page, HTTP request). */
export const CONFIGURATIONS = 'policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
