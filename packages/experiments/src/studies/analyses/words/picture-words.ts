/** What the pictures and tables of layers, receptive fields, filters and feature maps say, in one language. */
export interface PictureWords {
  columns: {
    model: string;
    layer: string;
  };
  layers: {
    caption: string;
    output: string;
    parameters: string;
    multiplyAdds: string;
    field: string;
    step: string;
  };
  receptiveFields: {
    firstTitle: string;
    lastTitle: string;
    firstCaption: (images: number, seed: string) => string;
    lastCaption: (images: number, seed: string) => string;
    tableCaption: string;
    size: string;
    effectiveSize: string;
    share: string;
  };
  filters: {
    title: string;
    caption: (most: number, seed: string) => string;
  };
  featureMaps: {
    title: { early: string; late: string };
    caption: {
      early: (channels: number, seed: string) => string;
      late: (channels: number, seed: string) => string;
    };
    tableCaption: string;
    resolution: string;
    detail: string;
    edges: string;
    structure: string;
    extent: string;
  };
}
