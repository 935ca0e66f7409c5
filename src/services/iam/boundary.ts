/** A permissions boundary as the API shows it; nothing where there is none. */
export const toBoundary = (policyArn: string | undefined) =>
  policyArn === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
          PermissionsBoundaryArn: policyArn,
        },
      };
