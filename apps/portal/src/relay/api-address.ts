/** Where requests for the relay's own host go; whoever plays the roles knows. */
export abstract class ApiAddress {
  abstract url(): URL;
}
