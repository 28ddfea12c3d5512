using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Hosting;

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
